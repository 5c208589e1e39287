package org.llmtestbench.suite;

import java.util.Locale;

/** A metric of a case that the history stores. */
public enum Metric {
    /** The time to the first token of any kind, in milliseconds. */
    TTFT_MS("time to first token", true, "%.0f ms"),
    /** The time from request to end, in milliseconds; not compared, because it depends on the other metrics. */
    TOTAL_MS("total time", false, "%.0f ms"),
    /** Output tokens per second. */
    TOKENS_PER_SECOND("tokens/s", true, "%.1f"),
    /** The cost in US dollars. */
    COST_USD("cost", true, "$%.6f"),
    /** The number of characters of the answer. */
    LENGTH("length", true, "%.0f characters");

    private final String label;
    private final boolean compared;
    private final String format;

    Metric(String label, boolean compared, String format) {
        this.label = label;
        this.compared = compared;
        this.format = format;
    }

    /** Such as {@code time to first token}. */
    public String label() {
        return label;
    }

    /** Formats a value with its unit. */
    public String format(double value) {
        return String.format(Locale.ROOT, format, value);
    }

    boolean isCompared() {
        return compared;
    }
}
