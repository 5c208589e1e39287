package org.llmtestbench.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validates {@code infra/template.yaml} with AWS's validator. */
class TemplateValidationTest {
    private static final Path VALIDATE = Path.of("infra/validate");
    private static final Path TEMPLATE = Path.of("infra/template.yaml");

    @TempDir
    Path folder;

    private record Run(int exitCode, String output) {}

    @BeforeAll
    static void requireValidator() {
        assumeThat(Stream.of(System.getenv("PATH").split(":")))
                .as("node, which the validator needs, is not installed")
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "node")));
        assumeThat(VALIDATE.resolve("node_modules/@aws/cloudformation-validate"))
                .as("the validator is not installed: npm ci --prefix infra/validate")
                .exists();
    }

    private Run validate(Path... templates) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("node", VALIDATE.resolve("validate.mjs").toString()));
        Stream.of(templates).map(Path::toString).forEach(command::add);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    @Test
    void the_template_has_no_findings() throws Exception {
        assertThat(validate(TEMPLATE)).isEqualTo(new Run(0, "1 checked, 0 found\n"));
    }

    /** One process for all templates, because its start-up takes most of the time. */
    @Test
    void broken_copies_are_rejected_and_a_warning_counts_like_an_error() throws Exception {
        Path enumeration = broken("InvokeMode: RESPONSE_STREAM", "InvokeMode: RESPONSE_STREEM");
        Path property = broken("MaximumRetryAttempts: 0", "MaximumRetryAttemps: 0");
        Path reference = broken("!GetAtt DeadLetters.Arn", "!GetAtt DeadLeters.Arn");
        Path type = broken("Type: AWS::SQS::Queue", "Type: AWS::SQS::Qeue");

        Run run = validate(enumeration, property, reference, type);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .containsPattern(enumeration + ":\\d+ WARN W3030")
                .containsPattern(property + ":\\d+ FATAL F3002")
                .containsPattern(reference + ":\\d+ FATAL F1020")
                .containsPattern(type + ":\\d+ \\w+ \\w+")
                .contains("4 checked, "
                        + run.output()
                                .lines()
                                .filter(line -> line.startsWith("/"))
                                .count() + " found");
    }

    private Path broken(String right, String wrong) throws IOException {
        String template = Files.readString(TEMPLATE, StandardCharsets.UTF_8);
        assertThat(template).contains(right);
        return Files.writeString(Files.createTempFile(folder, "broken", ".yaml"), template.replace(right, wrong));
    }

    @Test
    void a_missing_template_fails() throws Exception {
        assertThat(validate(folder.resolve("none.yaml")).exitCode()).isEqualTo(64);
    }

    @Test
    void the_lock_file_contains_no_download_urls() throws IOException {
        assertThat(Files.readString(VALIDATE.resolve("package-lock.json"), StandardCharsets.UTF_8))
                .contains("\"integrity\"")
                .doesNotContain("\"resolved\"", "http");
    }
}
