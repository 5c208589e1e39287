package org.llmtestbench.report;

import java.time.Duration;
import java.util.Locale;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.TokenUsage;

/** Numbers as people read them. */
final class HumanFormatter {
    private HumanFormatter() {}

    /** {@code 7.1 ms}, {@code 412 ms} or {@code 1.21 s}. */
    static String time(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis >= 1000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }

    /** {@code 9 → 41}; estimated ones with a tilde. */
    static String tokens(TokenUsage usage) {
        return (usage.estimated() ? "~" : "") + usage.prompt() + " → " + usage.completion();
    }

    /** {@code $0.000012}; with a tilde where the tokens are estimated. */
    static String cost(CompletionResponse response) {
        return (response.usage().estimated() ? "~$" : "$") + MoneyFormatter.rounded(response.costUsd());
    }
}
