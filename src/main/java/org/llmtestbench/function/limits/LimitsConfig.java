package org.llmtestbench.function.limits;

import java.math.BigDecimal;
import org.llmtestbench.provider.SettingsReader;

/**
 * How much a caller, and all together, may have.
 *
 * @param maxTokens of one answer; 0 for any number
 * @param maxConcurrentPerCaller requests under way; 0 for any number
 * @param maxUsdPerDay what all together may spend from one midnight (UTC) to the next in this process
 */
public record LimitsConfig(int maxTokens, int maxConcurrentPerCaller, BigDecimal maxUsdPerDay) {
    /** Reads the limits; fails with the place of a value that is not valid. */
    public static LimitsConfig of(SettingsReader from) {
        return new LimitsConfig(
                from.count("max_tokens", 4096),
                from.count("max_concurrent_per_caller", 16),
                from.read("max_usd_per_day", LimitsConfig::usd, "Write US dollars such as 10 or 0.50.")
                        .orElse(BigDecimal.TEN));
    }

    private static BigDecimal usd(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,9})?") ? new BigDecimal(text) : null;
    }
}
