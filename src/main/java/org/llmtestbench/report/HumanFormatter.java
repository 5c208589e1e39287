package org.llmtestbench.report;

import java.time.Duration;
import java.util.Locale;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.TokenUsage;

/** Formats times, tokens and costs for people. */
final class HumanFormatter {
    private HumanFormatter() {}

    /** A duration, such as {@code 7.1 ms}, {@code 412 ms} or {@code 1.21 s}. */
    static String time(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis >= 1000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }

    /** Prompt and completion tokens, such as {@code 9 → 41}; with a tilde if they are estimated. */
    static String tokens(TokenUsage usage) {
        return (usage.estimated() ? "~" : "") + usage.prompt() + " → " + usage.completion();
    }

    /** A cost, such as {@code $0.000012}; with a tilde if the tokens are estimated. */
    static String cost(CompletionResponse response) {
        return (response.usage().estimated() ? "~$" : "$") + MoneyFormatter.rounded(response.costUsd());
    }
}
