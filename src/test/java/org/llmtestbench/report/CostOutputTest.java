package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;

class CostOutputTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Utf8Output output = new Utf8Output(written);

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static Outcome outcome(String cost, boolean estimated, String... warnings) {
        Duration total = Duration.ofMillis(40);
        return new Outcome.Passed(
                new Target("openai", "m", false),
                new CompletionResponse(
                        "id",
                        "m",
                        null,
                        "Hello",
                        "",
                        FinishReason.STOP,
                        "stop",
                        new TokenUsage(9, 2, 11, 0, 0, 0, estimated),
                        cost == null ? null : new BigDecimal(cost),
                        new Timings(null, null, null, total, Duration.ZERO, null),
                        List.of(),
                        List.of(warnings)));
    }

    @ParameterizedTest
    @CsvSource({"1E-7, 0.0000001", "0.000012, 0.000012", "1.2E+3, 1200", "0, 0", "16.575, 16.575"})
    void costs_in_json_are_plain_decimals(String cost, String json) {
        for (OutputFormat format : List.of(OutputFormat.JSON, OutputFormat.JSON_PRETTY)) {
            for (boolean streamed : new boolean[] {true, false}) {
                written.reset();
                format.to(output, streamed).outcome(outcome(cost, false));
                assertThat(text()).containsPattern("\"cost_usd\" ?: ?" + json.replace(".", "\\.") + ",");
            }
        }
    }

    @Test
    void an_unknown_cost_is_null_in_json_and_omitted_for_people() {
        OutputFormat.JSON.to(output, false).outcome(outcome(null, false));
        assertThat(text()).contains("\"cost_usd\":null,");
        written.reset();
        new ConsoleMessages(output, false).statistics(outcome(null, false));
        assertThat(text()).isEqualTo("m · 9 → 2 tokens · total 40 ms · stop\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0.000012345, $0.000012",
        "0.0000019, $0.0000019",
        "0.1, $0.1",
        "0.999, $1",
        "0.016575, $0.017",
        "1.2345, $1.23",
        "1200, $1200.00",
        "0, $0"
    })
    void costs_for_people_are_rounded_to_significant_digits(String cost, String rounded) {
        new ConsoleMessages(output, false).statistics(outcome(cost, false));
        assertThat(text()).isEqualTo("m · 9 → 2 tokens · " + rounded + " · total 40 ms · stop\n");
    }

    @Test
    void an_estimate_is_marked() {
        new ConsoleMessages(output, false).statistics(outcome("0.5", true));
        assertThat(text()).startsWith("m · ~9 → 2 tokens · ~$0.5 · ");
    }

    @Test
    void a_warning_is_written_only_once() {
        ConsoleMessages messages = new ConsoleMessages(output, false);
        messages.warnings(List.of("m retires on 2027-01-14."), "");
        messages.warnings(outcome("1", false, "m retires on 2027-01-14.", "something else"), "");
        assertThat(text()).isEqualTo("warning: m retires on 2027-01-14.\nwarning: something else\n");
    }
}
