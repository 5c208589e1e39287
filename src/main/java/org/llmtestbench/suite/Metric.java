package org.llmtestbench.suite;

import java.util.Locale;

/** What is kept of every run of a case, and compared with earlier runs. */
public enum Metric {
    /** To the first token of any kind. */
    TTFT_MS("time to first token", true, "%.0f ms"),
    /** From request to end; follows from the others, so no shift is looked for. */
    TOTAL_MS("total time", false, "%.0f ms"),
    /** While the answer streams. */
    TOKENS_PER_SECOND("tokens/s", true, "%.1f"),
    /** In US dollars. */
    COST_USD("cost", true, "$%.6f"),
    /** Characters of the answer's text. */
    LENGTH("length", true, "%.0f characters");

    private final String words;
    private final boolean compared;
    private final String format;

    Metric(String words, boolean compared, String format) {
        this.words = words;
        this.compared = compared;
        this.format = format;
    }

    /** Such as {@code time to first token}. */
    public String words() {
        return words;
    }

    /** A value as people read it. */
    public String spoken(double value) {
        return String.format(Locale.ROOT, format, value);
    }

    boolean isCompared() {
        return compared;
    }
}
