package org.llmtestbench.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.provider.Configured;

class OtlpConfigTest {
    @TempDir
    Path home;

    private String problems(String otlp) {
        Surroundings around = new Surroundings(home).file("otlp = '" + otlp + "'\n");
        return String.join("\n", Configured.problems(around, (from, foreign, problems) -> OtlpConfig.address(from)))
                .replace(around.file().toString(), "FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "http://127.0.0.1:65536 | 'http://127.0.0.1:65536' can't be used: a port is a number from 1 to 65535.",
                "http://me:hunter2@c.test:4318 | 'http://…@c.test:4318' can't be used: it contains a user name or a password.",
                "localhost:4318 | 'localhost:4318' can't be used: it must begin with http:// or https:// and name a host.",
                "https://my_collector | 'https://my_collector' can't be used: Java can't verify the certificate of a host with an underscore.",
            })
    void an_invalid_url_is_reported_with_file_line_and_key(String otlp, String problem) {
        assertThat(problems(otlp)).isEqualTo("FILE, line 1: otlp: " + problem);
    }

    @Test
    void a_host_with_an_underscore_is_accepted() {
        assertThat(problems("http://my_collector:4318")).isEmpty();
        assertThat(new OtlpConfig("http://my_collector:4318/x", false).displayName())
                .isEqualTo("the collector at my_collector:4318");
    }

    @Test
    void a_host_with_an_underscore_is_resolved_for_javas_client() {
        assertThat(OtlpEndpoint.toSupportedUrl("otel.x", "http://my-collector:4318/v1/traces"))
                .isEqualTo("http://my-collector:4318/v1/traces");
        // a label of 64 characters is invalid in DNS, so no query is sent
        assertThat(OtlpEndpoint.toSupportedUrl("otel.x", "http://_" + "x".repeat(64) + ":4318/v1/traces"))
                .isEqualTo("http://unresolved.invalid:4318/v1/traces");
    }

    @Test
    void an_invalid_variable_is_named_without_its_value() {
        assertThatThrownBy(
                        () -> OtlpEndpoint.toSupportedUrl("otel.exporter.otlp.endpoint", "http://me:hunter2@c:99999"))
                .hasMessage("OTEL_EXPORTER_OTLP_ENDPOINT: a port is a number from 1 to 65535.");
    }
}
