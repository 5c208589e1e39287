package org.llmtestbench.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code infra/deploy.sh} with a fake AWS CLI. */
class DeployScriptTest {
    private static final String LAYER =
            "arn:aws:lambda:eu-west-1:015030872274:layer:AWS-Parameters-and-Secrets-Lambda-Extension-Arm64:101";
    private static final String[] ARGS = {"--bucket", "code", "--extension-layer", LAYER, "--zip", "function.zip"};

    @TempDir
    Path folder;

    private final Map<String, String> environment = new TreeMap<>();

    private record Run(int exitCode, String stdout, String stderr) {}

    @BeforeEach
    void copyTheScript() throws IOException {
        Files.createDirectories(folder.resolve("infra"));
        for (String file : List.of("infra/deploy.sh", "infra/template.yaml")) {
            Files.copy(Path.of(file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("function.zip"), "the code");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("src/test/resources/org/llmtestbench/infra/aws"), bin.resolve("aws"));
        assertThat(bin.resolve("aws").toFile().setExecutable(true)).isTrue();
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put("AWS_LOG", folder.resolve("log").toString());
        environment.put("AWS_BUCKET", "code");
    }

    private Run deploy(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "infra/deploy.sh"));
        command.addAll(List.of(args));
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), text(out), text(err));
    }

    private static String[] with(String[] args, String... more) {
        return Stream.of(args, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private List<String> awsCalls() throws IOException {
        return text(folder.resolve("log")).lines().toList();
    }

    private List<String> uploads() throws IOException {
        return awsCalls().stream().filter(line -> line.contains("s3 cp")).toList();
    }

    @Test
    void the_script_uploads_deploys_runs_the_suite_and_prints_how_to_call_the_function() throws Exception {
        Run run = deploy(with(ARGS, "--region", "eu-west-1", "--set", "MemoryMb=2048", "--email", "a@example.org"));

        assertThat(run.stderr()).contains("The suite openai ran").doesNotContain("error:");
        assertThat(run.exitCode()).isZero();
        assertThat(awsCalls())
                .extracting(line -> line.replace(folder.toString(), "").replaceAll("[0-9a-f]{16}", "HASH"))
                .containsExactly(
                        "--region eu-west-1 s3api head-bucket --bucket code",
                        "--region eu-west-1 s3api head-object --bucket code --key code/HASH.zip",
                        "--region eu-west-1 s3 cp --only-show-errors /function.zip s3://code/code/HASH.zip",
                        "--region eu-west-1 cloudformation deploy --stack-name llm-test-bench --template-file"
                                + " target/deploy/template.yaml --capabilities CAPABILITY_IAM"
                                + " --no-fail-on-empty-changeset --parameter-overrides CodeBucket=code"
                                + " CodeKey=code/HASH.zip Release=HASH MemoryMb=2048 ExtensionLayer=" + LAYER
                                + " Suite=openai Shards=1 SuiteFolder=none AlarmEmail=a@example.org",
                        output("FunctionArn"),
                        output("FunctionUrl"),
                        output("KeysSecret"),
                        "--region eu-west-1 lambda invoke --function-name"
                                + " arn:aws:lambda:eu-west-1:123456789012:function:f:live --cli-read-timeout 910"
                                + " --payload fileb://target/deploy/event.json --query FunctionError --output text"
                                + " target/deploy/answer.json");
        assertThat(text(folder.resolve("log.event"))).isEqualTo("{\"suite\":\"openai\"}\n");
        assertThat(run.stdout())
                .contains(
                        "The URL of the function is https://abc123.lambda-url.eu-west-1.on.aws/.",
                        "--aws-sigv4 aws:amz:eu-west-1:lambda",
                        "'https://abc123.lambda-url.eu-west-1.on.aws/v1/completions'");
    }

    private static String output(String name) {
        return "--region eu-west-1 cloudformation describe-stacks --stack-name llm-test-bench --output text --query"
                + " Stacks[0].Outputs[?OutputKey=='" + name + "'].OutputValue";
    }

    @Test
    void a_second_run_uploads_nothing_and_deploys_the_same_template() throws Exception {
        deploy(ARGS);
        List<String> first = awsCalls();
        String template = text(folder.resolve("log.template"));
        Files.delete(folder.resolve("log"));

        Run again = deploy(ARGS);

        assertThat(again.exitCode()).isZero();
        assertThat(uploads()).isEmpty();
        assertThat(awsCalls())
                .isEqualTo(
                        first.stream().filter(line -> !line.contains("s3 cp")).toList());
        assertThat(text(folder.resolve("log.template"))).isEqualTo(template);
    }

    @Test
    void new_code_or_new_parameters_create_a_new_version() throws Exception {
        deploy(ARGS);
        String first = version();
        deploy(with(ARGS, "--set", "MemoryMb=2048"));
        String second = version();
        Files.writeString(folder.resolve("function.zip"), "other code");
        deploy(with(ARGS, "--set", "MemoryMb=2048"));

        assertThat(List.of(first, second, version())).doesNotHaveDuplicates();
        assertThat(uploads()).hasSize(2);
        assertThat(text(folder.resolve("log.template"))).doesNotContain("RELEASE");
    }

    private String version() throws IOException {
        return text(folder.resolve("log.template"))
                .lines()
                .filter(line -> line.matches("  FunctionVersion[0-9a-f]{16}:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_sharded_run_uploads_a_list_of_shards() throws Exception {
        Run run = deploy(with(ARGS, "--suite", "production", "--shards", "3"));

        assertThat(run.exitCode()).isZero();
        assertThat(text(folder.resolve("log.last"))).isEqualTo("""
                        {"suite":"production","shard":"1/3"}
                        {"suite":"production","shard":"2/3"}
                        {"suite":"production","shard":"3/3"}
                        """);
        assertThat(uploads().get(1)).endsWith("s3://code/shards/production-3.jsonl");
        assertThat(text(folder.resolve("log.event")))
                .startsWith("{\"suite\":\"production\",\"shard\":\"1/3\",\"run\":");
    }

    @Test
    void own_suites_are_added_to_the_zip() throws Exception {
        assumeThat(Stream.of(System.getenv("PATH").split(":")))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "zip")));
        Path suites = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(suites.resolve("production.yaml"), "name: production");
        Path zip = folder.resolve("real.zip");
        try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new java.util.zip.ZipEntry("bootstrap"));
            out.closeEntry();
        }
        String[] args = {"--bucket", "code", "--extension-layer", "none", "--zip", "real.zip", "--suites", "mine"};

        Run run = deploy(args);

        assertThat(run.stderr()).doesNotContain("error:");
        try (var uploaded = new java.util.zip.ZipFile(folder.resolve("log.last").toFile())) {
            assertThat(uploaded.stream().map(Object::toString)).contains("bootstrap", "suites/production.yaml");
        }
        assertThat(awsCalls()).anyMatch(line -> line.contains("SuiteFolder=/var/task/suites"));
        deploy(args);
        assertThat(uploads()).hasSize(1);
    }

    @Test
    void a_dry_run_prints_every_command_and_runs_none() throws Exception {
        Files.delete(folder.resolve("bin/aws"));
        Files.delete(folder.resolve("function.zip"));
        Run run = deploy("--bucket", "code", "--extension-layer", "none", "--dry-run");

        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr())
                .contains(
                        "+ mvn -q package -Plambda -DskipTests",
                        "s3 cp",
                        "cloudformation deploy",
                        "lambda invoke",
                        "head-bucket");
        assertThat(run.stdout()).contains("curl -N --aws-sigv4");
        assertThat(folder.resolve("target")).doesNotExist();
        assertThat(awsCalls()).isEmpty();
    }

    private void assertFails(int code, String error, String... args) throws Exception {
        Run run = deploy(args);
        assertThat(run.stderr()).contains(error).contains("hint:");
        assertThat(run.exitCode()).isEqualTo(code);
    }

    @Test
    void a_missing_or_invalid_option_is_reported() throws Exception {
        assertFails(64, "error: No bucket is named.");
        assertFails(64, "error: No extension layer is named", "--bucket", "code");
        assertFails(64, "error: Unknown option --bukcet.", "--bukcet", "code");
        assertFails(64, "error: --bucket needs a value.", "--bucket");
        assertFails(64, "error: --set MemoryMb has no value.", with(ARGS, "--set", "MemoryMb"));
        assertFails(64, "error: 'a b' is not a name of a suite.", with(ARGS, "--suite", "a b"));
        assertThat(awsCalls()).isEmpty();
    }

    @Test
    void an_unusable_bucket_is_reported_before_the_build() throws Exception {
        assertFails(1, "error: There is no bucket other.", "--bucket", "other", "--extension-layer", "none");
        environment.put("AWS_ERROR", "403");
        assertFails(
                1, "error: You have no access to the bucket other.", "--bucket", "other", "--extension-layer", "none");
        environment.put("AWS_ERROR", "ExpiredToken");
        assertFails(1, "error: The bucket other cannot be read", "--bucket", "other", "--extension-layer", "none");
        assertThat(awsCalls()).allMatch(line -> line.contains("head-bucket"));
    }

    @Test
    void a_missing_aws_command_is_reported() throws Exception {
        Files.delete(folder.resolve("bin/aws"));
        Path bin = folder.resolve("bin");
        for (String tool : List.of("dirname", "basename", "cat")) {
            Path executable = Stream.of(System.getenv("PATH").split(":"))
                    .map(path -> Path.of(path, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec " + executable + " \"$@\"\n");
            assertThat(bin.resolve(tool).toFile().setExecutable(true)).isTrue();
        }
        environment.put("PATH", bin.toString());
        assertFails(69, "error: There is no aws command.", ARGS);
    }

    @Test
    void a_suite_that_did_not_pass_fails_the_script_after_all_output() throws Exception {
        environment.put("AWS_FUNCTION_ERROR", "Unhandled");
        Run run = deploy(ARGS);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.stderr())
                .contains("error: The stack is deployed, but the suite openai did not pass (Unhandled).");
        assertThat(run.stdout()).contains("put-secret-value", "{\"passed\":true}");
    }

    @Test
    void a_failed_deployment_ends_the_script() throws Exception {
        environment.put("AWS_DEPLOY", "255");
        assertThat(deploy(ARGS).exitCode()).isEqualTo(255);
        assertThat(awsCalls().get(awsCalls().size() - 1)).contains("cloudformation deploy");
    }
}
