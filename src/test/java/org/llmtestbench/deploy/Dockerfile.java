package org.llmtestbench.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The instructions of a Dockerfile. Parses only the syntax that the Dockerfiles of this project use.
 *
 * @param stages the build stages; each starts with its {@code FROM}
 */
record Dockerfile(List<List<Instruction>> stages) {
    private static final Path FOLDER = Manifests.DEPLOY.resolve("container");

    /**
     * An instruction with its continuation lines.
     *
     * @param word name of the instruction, such as {@code COPY}
     */
    record Instruction(String word, String rest) {
        /** The words except options such as {@code --from=build}. */
        List<String> operands() {
            return List.of(rest.split("\\s+")).stream()
                    .filter(each -> !each.startsWith("--"))
                    .toList();
        }

        /** The value of an option, or null. */
        String option(String name) {
            return List.of(rest.split("\\s+")).stream()
                    .filter(each -> each.startsWith("--" + name + "="))
                    .map(each -> each.substring(name.length() + 3))
                    .findFirst()
                    .orElse(null);
        }

        /** The words of the exec form. Fails on the shell form, because then a shell gets the signals. */
        List<String> words() {
            try {
                return List.of(new ObjectMapper().readValue(rest, String[].class));
            } catch (JsonProcessingException e) {
                throw new AssertionError(word + " is not in exec form: " + rest, e);
            }
        }
    }

    static Dockerfile jvm() {
        return read("Dockerfile.jvm");
    }

    static Dockerfile nativeImage() {
        return read("Dockerfile.native");
    }

    private static Dockerfile read(String name) {
        try {
            return parse(Files.readString(FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Dockerfile parse(String text) {
        List<List<Instruction>> stages = new ArrayList<>();
        String joined = text.replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\\\\n\\s*", "");
        joined.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts[0].equals("FROM")) {
                stages.add(new ArrayList<>());
            }
            stages.get(stages.size() - 1).add(new Instruction(parts[0], parts[1]));
        });
        return new Dockerfile(stages);
    }

    /** The last stage, which becomes the image. */
    List<Instruction> last() {
        return stages.get(stages.size() - 1);
    }

    /** The last instruction with this name in the image. */
    Instruction last(String word) {
        return last().stream()
                .filter(each -> each.word().equals(word))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no " + word));
    }

    /** The numeric id of the user that the image runs as. */
    String user() {
        return last("USER").rest().split(":")[0];
    }
}
