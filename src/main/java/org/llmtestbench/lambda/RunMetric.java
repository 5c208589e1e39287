package org.llmtestbench.lambda;

/** What a run tells CloudWatch: the alarms and the dashboard of {@code infra/template.yaml} stand on these names. */
enum RunMetric {
    RUNS_COMPLETED("RunsCompleted", "Count"),
    CASES_PASSED("CasesPassed", "Count"),
    CASES_FAILED("CasesFailed", "Count"),
    TIME_TO_FIRST_TOKEN("TimeToFirstToken", "Milliseconds"),
    TOKENS_PER_SECOND("TokensPerSecond", "Count/Second"),
    COST_USD("CostUsd", "None");

    static final String NAMESPACE = "LlmTestBench";
    /** The dimension that every metric has. */
    static final String SUITE = "suite";
    /** The dimension that metrics of one target have besides. */
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

    /** As CloudWatch names it. */
    String unit() {
        return unit;
    }
}
