package org.llmtestbench.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtestbench.deploy.Dockerfile.Instruction;

/**
 * Does what a Dockerfile says in a folder, for want of an engine: each stage has a folder that stands for its root. What
 * its base image would bring is this machine's, so a {@code RUN} may name no path that begins with a slash.
 */
final class ImageBuild {
    private final Path folder;
    private final Context context = Context.ofCheckout();
    private final Map<String, Path> stages = new HashMap<>();

    ImageBuild(Path folder) {
        this.folder = folder;
    }

    /** Does a stage; answers the folder that stands for its root. */
    Path stage(List<Instruction> instructions) throws IOException, InterruptedException {
        String name = instructions.get(0).rest().replaceAll("(?i).* AS ", "");
        Path root = Files.createDirectories(folder.resolve(name.replaceAll("\\W", "-")));
        stages.put(name, root);
        Path here = root;
        for (Instruction each : instructions) {
            switch (each.word()) {
                case "WORKDIR" -> here = Files.createDirectories(inside(root, each.rest()));
                case "COPY" -> copy(each, here);
                case "RUN" -> run(each, here);
                case "FROM", "LABEL", "USER", "EXPOSE", "ENTRYPOINT", "CMD" -> {}
                default -> throw new AssertionError("ImageBuild does not know " + each.word());
            }
        }
        return root;
    }

    /** What starts a container of the image, with the Java of this process. */
    static List<String> entryPoint(Dockerfile dockerfile, Path root) {
        return dockerfile.last("ENTRYPOINT").words().stream()
                .map(word -> word.equals("java") ? java() : word.replace("/app/", root + "/app/"))
                .toList();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path inside(Path root, String absolute) {
        return root.resolve(Path.of("/").relativize(Path.of(absolute)).toString());
    }

    private void copy(Instruction copy, Path here) throws IOException {
        List<String> operands = copy.operands();
        Path target = here.resolve(operands.get(operands.size() - 1)).normalize();
        Files.createDirectories(target);
        for (String source : operands.subList(0, operands.size() - 1)) {
            String from = copy.option("from");
            if (from == null) {
                context.copy(source, target);
            } else {
                Path file = inside(stages.get(from), source);
                Files.copy(
                        file,
                        target.resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void run(Instruction run, Path here) throws IOException, InterruptedException {
        String command = run.rest().replaceAll("^(--\\S+\\s+)*", "");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(here.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .merge("PATH", Path.of(java()).getParent().toString(), (path, bin) -> bin + File.pathSeparator + path);
        Path log = Files.createTempFile(folder, "run", ".log");
        int code = builder.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("RUN " + command + " ended with " + code + ": " + Files.readString(log));
        }
    }

    /** As the image's user where this process may choose, and in any case without the right to write. */
    static List<String> asUser(String user, List<String> command, Path root) throws IOException, InterruptedException {
        new ProcessBuilder("chmod", "-R", "a-w,a+rX", root.toString()).start().waitFor();
        List<String> whole = new ArrayList<>();
        if (Files.isWritable(Path.of("/")) && Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            whole.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--no-new-privs"));
        }
        whole.addAll(command);
        return whole;
    }
}
