package org.llmtestbench.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the images would hold and start, made by their Dockerfiles' own steps: {@code mvn test -Dtest=ImageTest -Dimage}
 * on the JDK that they stand on. Takes a minute, for it builds the program anew from what a builder would see.
 */
@EnabledIfSystemProperty(named = "image", matches = ".*", disabledReason = "takes a minute and JDK 25: -Dimage")
class ImageTest {
    private static final Dockerfile JVM = Dockerfile.jvm();

    @TempDir
    private static Path folder;

    private static Path root;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ImageBuild build = new ImageBuild(folder);
        for (List<Dockerfile.Instruction> stage : JVM.stages()) {
            root = build.stage(stage);
        }
    }

    private record Ended(int code, String stdout, String stderr) {}

    private static ProcessBuilder container(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ImageBuild.entryPoint(JVM, root));
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(ImageBuild.asUser(JVM.user(), command, root))
                .directory(root.resolve("app").toFile());
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        return builder;
    }

    private static Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(folder, "run", ".err");
        Process process = builder.redirectError(errors.toFile()).start();
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), stdout, Files.readString(errors));
    }

    @Test
    void it_answers_as_a_command() throws IOException, InterruptedException {
        Ended ended = run(container("test", "openai", "--prompt", "Hello", "--offline"));

        assertThat(ended).extracting(Ended::code).isEqualTo(0);
        assertThat(ended.stdout()).contains("\"Hello\"");
        // the jar holds no application.properties; if its values were not in the program, the log would greet us
        assertThat(ended.stderr().lines()).singleElement().asString().contains("tokens");
    }

    @Test
    void it_runs_a_suite_and_says_by_its_exit_code_what_became_of_it() throws IOException, InterruptedException {
        assertThat(run(container("smoke", "openai", "--offline")).code()).isZero();
        assertThat(run(container("smoke", "openai")).code()).isEqualTo(1);
    }

    @Test
    void its_cache_of_classes_is_one_that_this_java_takes() throws IOException, InterruptedException {
        ProcessBuilder strict = container("--version");
        strict.environment().put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

        assertThat(run(strict).code()).isZero();
    }

    @Test
    void it_serves_until_it_is_told_to_end() throws IOException, InterruptedException {
        Process process = container("serve", "--offline", "--port", "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String address = said.lines()
                    .filter(line -> line.contains("http://127.0.0.1:"))
                    .map(line -> line.replaceAll(".*(http://127\\.0\\.0\\.1:\\d+).*", "$1"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("it ended before it was ready"));
            assertThat(asked(address + "/v1/completions")).contains("\"finish_reason\":\"stop\"");

            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String asked(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"provider\":\"openai\",\"prompt\":\"Hello\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void the_native_image_gets_its_sources() throws IOException, InterruptedException {
        Path sources = new ImageBuild(folder.resolve("native"))
                .stage(Dockerfile.nativeImage().stages().get(0))
                .resolve("build/target/native-sources");

        assertThat(sources.resolve("native-image.args")).content().contains("-runner.jar");
        assertThat(sources).isDirectoryContaining("glob:**-runner.jar");
    }
}
