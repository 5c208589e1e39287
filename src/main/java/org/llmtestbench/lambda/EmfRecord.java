package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.runner.ResultMapper;
import org.llmtestbench.suite.CaseJson;

/**
 * The metrics of a run in CloudWatch's embedded metric format (EMF), which CloudWatch reads from the log:
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.
 */
final class EmfRecord {
    /** The format allows at most this many values of one metric in a line. CloudWatch adds the values of all lines. */
    private static final int MAX_VALUES = 100;

    private final Map<String, String> dimensions = new LinkedHashMap<>();
    private final Map<RunMetric, List<BigDecimal>> values = new LinkedHashMap<>();
    private int passed;
    private int failed;
    private BigDecimal costUsd;

    /** @param target null for the whole suite */
    EmfRecord(String suite, String target) {
        dimensions.put(RunMetric.SUITE, suite);
        if (target != null) {
            dimensions.put(RunMetric.TARGET, target);
        }
    }

    /** Counts a case; a case that was not run counts as failed. */
    void add(CaseJson result) {
        switch (result.verdict()) {
            case PASSED, FLAKY, SILENT -> passed++;
            case FAILED, ERRORED, NOT_RUN -> failed++;
        }
        result.runs().forEach(this::add);
    }

    private void add(ResultJson run) {
        if (run.timings() != null) {
            add(RunMetric.TIME_TO_FIRST_TOKEN, run.timings().ttftMs());
            add(RunMetric.TOKENS_PER_SECOND, run.timings().tokensPerSecond());
        }
        if (run.costUsd() != null) {
            costUsd = costUsd == null ? run.costUsd() : costUsd.add(run.costUsd());
        }
    }

    private void add(RunMetric metric, Double value) {
        List<BigDecimal> all = values.computeIfAbsent(metric, first -> new ArrayList<>());
        if (value != null) {
            all.add(BigDecimal.valueOf(value));
        }
    }

    /** Adds the numbers of cases, and their cost if it is known. */
    EmfRecord withCases() {
        values.put(RunMetric.CASES_PASSED, List.of(BigDecimal.valueOf(passed)));
        values.put(RunMetric.CASES_FAILED, List.of(BigDecimal.valueOf(failed)));
        if (costUsd != null) {
            values.put(RunMetric.COST_USD, List.of(costUsd));
        }
        return this;
    }

    /** Adds whether the run was completed. */
    EmfRecord withRun(boolean completed) {
        values.put(RunMetric.RUNS_COMPLETED, List.of(completed ? BigDecimal.ONE : BigDecimal.ZERO));
        return this;
    }

    /** The record as JSON lines without line ends: one line, or more if a metric has more than 100 values. */
    List<String> json(long timestampMillis) {
        int maxValues = values.values().stream().mapToInt(List::size).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int from = 0; from == 0 || from < maxValues; from += MAX_VALUES) {
            lines.add(json(timestampMillis, from));
        }
        return lines;
    }

    /** @param from the index of the first value in this line */
    private String json(long timestampMillis, int from) {
        ObjectNode line = ResultMapper.MAPPER.createObjectNode();
        ObjectNode aws = line.putObject("_aws").put("Timestamp", timestampMillis);
        ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject().put("Namespace", RunMetric.NAMESPACE);
        ArrayNode names = directive.putArray("Dimensions").addArray();
        dimensions.forEach((name, value) -> {
            names.add(name);
            line.put(name, value);
        });
        ArrayNode metrics = directive.putArray("Metrics");
        values.forEach((metric, all) -> {
            if (all.size() > from) {
                metrics.addObject().put("Name", metric.label()).put("Unit", metric.unit());
                put(line, metric.label(), all.subList(from, Math.min(all.size(), from + MAX_VALUES)));
            }
        });
        try {
            return ResultMapper.MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(ObjectNode line, String name, List<BigDecimal> all) {
        if (all.size() == 1) {
            line.put(name, all.get(0));
        } else {
            ArrayNode array = line.putArray(name);
            all.forEach(array::add);
        }
    }
}
