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

    private String wrong(String otlp) {
        Surroundings around = new Surroundings(home).file("otlp = '" + otlp + "'\n");
        return String.join("\n", Configured.wrong(around, (from, foreign, problems) -> OtlpConfig.address(from)))
                .replace(around.file().toString(), "FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "http://127.0.0.1:65536 | 'http://127.0.0.1:65536' can't be used: a port is a number from 1 to 65535.",
                "http://me:hunter2@c.test:4318 | 'http://…@c.test:4318' can't be used: it holds a user or a password.",
                "localhost:4318 | 'localhost:4318' can't be used: it must begin with http:// or https:// and name a host.",
                "https://my_collector | 'https://my_collector' can't be used: Java checks no certificate of a host with an underscore.",
            })
    void a_wrong_address_is_reported_with_file_line_and_key(String otlp, String problem) {
        assertThat(wrong(otlp)).isEqualTo("FILE, line 1: otlp: " + problem);
    }

    @Test
    void a_host_with_an_underscore_is_accepted() {
        assertThat(wrong("http://my_collector:4318")).isEmpty();
        assertThat(new OtlpConfig("http://my_collector:4318/x", false).shown())
                .isEqualTo("the collector at my_collector:4318");
    }

    @Test
    void javas_client_gets_the_address_of_a_host_that_it_refuses() {
        assertThat(OtlpEndpoint.usable("otel.x", "http://my-collector:4318/v1/traces"))
                .isEqualTo("http://my-collector:4318/v1/traces");
        // a label of 64 characters can't be asked for, so nothing leaves this machine
        assertThat(OtlpEndpoint.usable("otel.x", "http://_" + "x".repeat(64) + ":4318/v1/traces"))
                .isEqualTo("http://unresolved.invalid:4318/v1/traces");
    }

    @Test
    void a_wrong_variable_is_named_without_its_value() {
        assertThatThrownBy(() -> OtlpEndpoint.usable("otel.exporter.otlp.endpoint", "http://me:hunter2@c:99999"))
                .hasMessage("OTEL_EXPORTER_OTLP_ENDPOINT: a port is a number from 1 to 65535.");
    }
}
