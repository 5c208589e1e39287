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
 * Executes the steps of a Dockerfile without a container engine: each stage has a folder as its root. The tools of the
 * base image are those of this machine, so a {@code RUN} must not use absolute paths.
 */
final class ImageBuild {
    private final Path folder;
    private final Context context = Context.ofCheckout();
    private final Map<String, Path> stages = new HashMap<>();

    ImageBuild(Path folder) {
        this.folder = folder;
    }

    /** Executes a stage and returns the folder that is its root. */
    Path stage(List<Instruction> instructions) throws IOException, InterruptedException {
        String name = instructions.get(0).rest().replaceAll("(?i).* AS ", "");
        Path root = Files.createDirectories(folder.resolve(name.replaceAll("\\W", "-")));
        stages.put(name, root);
        Path workingFolder = root;
        for (Instruction each : instructions) {
            switch (each.word()) {
                case "WORKDIR" -> workingFolder = Files.createDirectories(resolve(root, each.rest()));
                case "COPY" -> copy(each, workingFolder);
                case "RUN" -> run(each, workingFolder);
                case "FROM", "LABEL", "USER", "EXPOSE", "ENTRYPOINT", "CMD" -> {}
                default -> throw new AssertionError("ImageBuild does not support " + each.word());
            }
        }
        return root;
    }

    /** The entry point of the image, with the Java of this process. */
    static List<String> entryPoint(Dockerfile dockerfile, Path root) {
        return dockerfile.last("ENTRYPOINT").words().stream()
                .map(word -> word.equals("java") ? java() : word.replace("/app/", root + "/app/"))
                .toList();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path resolve(Path root, String absolute) {
        return root.resolve(Path.of("/").relativize(Path.of(absolute)).toString());
    }

    private void copy(Instruction copy, Path workingFolder) throws IOException {
        List<String> operands = copy.operands();
        Path target = workingFolder.resolve(operands.get(operands.size() - 1)).normalize();
        Files.createDirectories(target);
        for (String source : operands.subList(0, operands.size() - 1)) {
            String from = copy.option("from");
            if (from == null) {
                context.copy(source, target);
            } else {
                Path file = resolve(stages.get(from), source);
                Files.copy(
                        file,
                        target.resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void run(Instruction run, Path workingFolder) throws IOException, InterruptedException {
        String command = run.rest().replaceAll("^(--\\S+\\s+)*", "");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(workingFolder.toFile());
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

    /** Wraps a command to run as the user of the image if this process is root. Always makes the folder read-only. */
    static List<String> asUser(String user, List<String> command, Path root) throws IOException, InterruptedException {
        new ProcessBuilder("chmod", "-R", "a-w,a+rX", root.toString()).start().waitFor();
        List<String> full = new ArrayList<>();
        if (Files.isWritable(Path.of("/")) && Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            full.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--no-new-privs"));
        }
        full.addAll(command);
        return full;
    }
}
