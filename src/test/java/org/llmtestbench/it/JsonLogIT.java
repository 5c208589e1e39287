package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtestbench.it.Program.Run;

/** The log format of the profile {@code json}. */
class JsonLogIT {
    @Test
    void the_profile_json_logs_one_object_per_line() {
        Run run = with("test", "openai", "Hi", "--offline", "-q")
                .env("QUARKUS_PROFILE", "json")
                .env("QUARKUS_LOG_LEVEL", "INFO")
                .jvm("-Dquarkus.nonsense=\"quoted\"")
                .run();

        assertThat(run.exitCode()).isZero();
        List<JsonNode> lines = run.stderrLines().stream().map(Bodies::json).toList();
        assertThat(lines)
                .extracting(line ->
                        line.path("level").asText() + " " + line.path("logger").asText())
                .contains("WARN io.quarkus.config", "INFO io.quarkus");
        assertThat(lines.get(0).path("message").asText())
                .startsWith("Unrecognized configuration key \"quarkus.nonsense\"");
        assertThat(lines.get(0).path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(lines.get(0).path("thread").asText()).isEqualTo("main");
    }

    @Test
    void the_default_profile_logs_plain_text() {
        Run run = with("test", "openai", "Hi", "--offline", "-q")
                .jvm("-Dquarkus.nonsense=1")
                .run();

        assertThat(run.stderr()).startsWith("WARN config: Unrecognized configuration key \"quarkus.nonsense\"");
    }
}
