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
 * Executes the steps of the Dockerfiles and runs the result: {@code mvn test -Dtest=ImageTest -Dimage}, on the JDK of
 * the base image. Takes a minute, because it builds the program from the files of the build context.
 */
@EnabledIfSystemProperty(named = "image", matches = ".*", disabledReason = "takes a minute and needs JDK 25: -Dimage")
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

    private record Result(int code, String stdout, String stderr) {}

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

    private static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(folder, "run", ".err");
        Process process = builder.redirectError(errors.toFile()).start();
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), stdout, Files.readString(errors));
    }

    @Test
    void the_command_answers() throws IOException, InterruptedException {
        Result result = run(container("test", "openai", "--prompt", "Hello", "--offline"));

        assertThat(result).extracting(Result::code).isEqualTo(0);
        assertThat(result.stdout()).contains("\"Hello\"");
        // the jar has no application.properties; without its values, Quarkus would log its banner
        assertThat(result.stderr().lines()).singleElement().asString().contains("tokens");
    }

    @Test
    void a_suite_runs_and_sets_the_exit_code() throws IOException, InterruptedException {
        assertThat(run(container("smoke", "openai", "--offline")).code()).isZero();
        assertThat(run(container("smoke", "openai")).code()).isEqualTo(1);
    }

    @Test
    void the_class_cache_is_valid_for_this_jvm() throws IOException, InterruptedException {
        ProcessBuilder strict = container("--version");
        strict.environment().put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

        assertThat(run(strict).code()).isZero();
    }

    @Test
    void the_server_answers_until_it_is_terminated() throws IOException, InterruptedException {
        Process process = container("serve", "--offline", "--port", "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String address = output.lines()
                    .filter(line -> line.contains("http://127.0.0.1:"))
                    .map(line -> line.replaceAll(".*(http://127\\.0\\.0\\.1:\\d+).*", "$1"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the server exited before it was ready"));
            assertThat(post(address + "/v1/completions")).contains("\"finish_reason\":\"stop\"");

            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String post(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"provider\":\"openai\",\"prompt\":\"Hello\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void the_native_stage_creates_the_native_sources() throws IOException, InterruptedException {
        Path sources = new ImageBuild(folder.resolve("native"))
                .stage(Dockerfile.nativeImage().stages().get(0))
                .resolve("build/target/native-sources");

        assertThat(sources.resolve("native-image.args")).content().contains("-runner.jar");
        assertThat(sources).isDirectoryContaining("glob:**-runner.jar");
    }
}
