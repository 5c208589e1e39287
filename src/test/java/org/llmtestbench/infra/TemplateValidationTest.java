package org.llmtestbench.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS's own validator says of {@code infra/template.yaml}. */
class TemplateValidationTest {
    private static final Path VALIDATE = Path.of("infra/validate");
    private static final Path TEMPLATE = Path.of("infra/template.yaml");

    @TempDir
    Path folder;

    private record Run(int exitCode, String said) {}

    @BeforeAll
    static void requireTheValidator() {
        assumeThat(Stream.of(System.getenv("PATH").split(":")))
                .as("node, which the validator needs, is not there")
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "node")));
        assumeThat(VALIDATE.resolve("node_modules/@aws/cloudformation-validate"))
                .as("the validator is not there: npm ci --prefix infra/validate")
                .exists();
    }

    private Run validate(Path template) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        "node", VALIDATE.resolve("validate.mjs").toString(), template.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }

    @Test
    void it_has_nothing_to_say_of_the_template() throws Exception {
        assertThat(validate(TEMPLATE)).isEqualTo(new Run(0, "1 checked, 0 found\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "InvokeMode: RESPONSE_STREAM, InvokeMode: RESPONSE_STREEM, W3030",
        "MaximumRetryAttempts: 0, MaximumRetryAttemps: 0, F3002",
        "!GetAtt DeadLetters.Arn, !GetAtt DeadLeters.Arn, F1020",
        "'Handler: io.quarkus', 'Handlr: io.quarkus', F3002",
        "Type: AWS::SQS::Queue, Type: AWS::SQS::Qeue, F3006",
    })
    void a_broken_copy_is_rejected(String right, String wrong, String rule) throws Exception {
        String template = Files.readString(TEMPLATE, StandardCharsets.UTF_8);
        assertThat(template).contains(right);
        Path broken = Files.writeString(folder.resolve("broken.yaml"), template.replace(right, wrong));

        Run run = validate(broken);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said()).contains(rule);
    }

    @Test
    void without_a_template_it_fails() throws Exception {
        assertThat(validate(folder.resolve("none.yaml")).exitCode()).isEqualTo(64);
    }

    @Test
    void the_lock_file_names_no_place_to_download_from() throws IOException {
        assertThat(Files.readString(VALIDATE.resolve("package-lock.json"), StandardCharsets.UTF_8))
                .contains("\"integrity\"")
                .doesNotContain("\"resolved\"", "http");
    }
}
