package org.llmtestbench.lambda;

/** The CloudWatch metrics of a run. The alarms and the dashboard in {@code infra/template.yaml} use these names. */
enum RunMetric {
    RUNS_COMPLETED("RunsCompleted", "Count"),
    CASES_PASSED("CasesPassed", "Count"),
    CASES_FAILED("CasesFailed", "Count"),
    TIME_TO_FIRST_TOKEN("TimeToFirstToken", "Milliseconds"),
    TOKENS_PER_SECOND("TokensPerSecond", "Count/Second"),
    COST_USD("CostUsd", "None");

    static final String NAMESPACE = "LlmTestBench";
    /** The dimension of every metric. */
    static final String SUITE = "suite";
    /** The additional dimension of the metrics of one target. */
    static final String TARGET = "target";

    private final String label;
    private final String unit;

    RunMetric(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    String label() {
        return label;
    }

    /** The unit, as CloudWatch names it. */
    String unit() {
        return unit;
    }
}
