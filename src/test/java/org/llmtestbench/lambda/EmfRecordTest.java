package org.llmtestbench.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.runner.ResultJson.TimingsJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.Verdict;

/** CloudWatch gets every value of a metric, however many there are. */
class EmfRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_metric_with_more_than_100_values_is_written_in_several_lines() throws IOException {
        List<JsonNode> lines = lines(250);

        assertThat(lines).hasSize(3);
        List<Double> values = new ArrayList<>();
        for (JsonNode line : lines) {
            JsonNode chunk = line.path("TimeToFirstToken");
            assertThat(chunk.size()).isBetween(1, 100);
            chunk.forEach(value -> values.add(value.doubleValue()));
        }
        assertThat(values)
                .containsExactlyElementsOf(
                        DoubleStream.iterate(1, n -> n + 1).limit(250).boxed().toList());
    }

    @Test
    void counts_and_cost_are_in_the_first_line_only() throws IOException {
        List<JsonNode> lines = lines(250);

        assertThat(lines.get(0).path("CasesPassed").intValue()).isEqualTo(250);
        assertThat(lines.get(0).path("CostUsd").decimalValue()).isEqualByComparingTo("2.50");
        for (JsonNode line : lines.subList(1, 3)) {
            assertThat(line.has("CasesPassed")).isFalse();
            assertThat(line.has("CostUsd")).isFalse();
        }
    }

    @Test
    void each_line_names_its_metrics_and_dimensions() throws IOException {
        for (JsonNode line : lines(101)) {
            assertThat(line.path("suite").textValue()).isEqualTo("nightly");
            assertThat(line.path("target").textValue()).isEqualTo("luna");
            JsonNode directive = line.path("_aws").path("CloudWatchMetrics").path(0);
            assertThat(directive.path("Dimensions").path(0)).hasSize(2);
            directive
                    .path("Metrics")
                    .forEach(metric -> assertThat(line.has(metric.path("Name").textValue()))
                            .isTrue());
        }
    }

    @Test
    void up_to_100_values_take_one_line() throws IOException {
        assertThat(lines(100)).hasSize(1);
        assertThat(lines(1)).hasSize(1);
        assertThat(lines(0)).hasSize(1);
    }

    private static List<JsonNode> lines(int cases) throws IOException {
        EmfRecord metrics = new EmfRecord("nightly", "luna");
        IntStream.rangeClosed(1, cases).forEach(ttftMs -> metrics.add(caseResult(ttftMs)));
        List<JsonNode> lines = new ArrayList<>();
        for (String line : metrics.withCases().json(1_000)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static CaseJson caseResult(double ttftMs) {
        TimingsJson timings = new TimingsJson(1.0, ttftMs, ttftMs, 500.0, 0.0, 1.0, 1.0, 50.0);
        ResultJson run = new ResultJson(
                1,
                "openai",
                "m",
                "m",
                "id",
                "Hello",
                FinishReason.STOP,
                "stop",
                false,
                null,
                new BigDecimal("0.01"),
                timings,
                List.of(),
                List.of(),
                null);
        return new CaseJson("case", "luna", List.of(), Verdict.PASSED, null, "Hi", 500, List.of(), List.of(run), null);
    }
}
