package org.llmtestbench.function.limits;

import java.math.BigDecimal;
import org.llmtestbench.provider.SettingsReader;

/**
 * The limits of the server.
 *
 * @param maxTokens the maximum number of output tokens of one answer; 0 for no limit
 * @param maxConcurrentPerCaller the maximum number of concurrent requests of one caller; 0 for no limit
 * @param maxUsdPerDay the maximum spend of this process in US dollars, from midnight to midnight UTC
 */
public record LimitsConfig(int maxTokens, int maxConcurrentPerCaller, BigDecimal maxUsdPerDay) {
    /** Reads the limits; the error for an invalid value names its location. */
    public static LimitsConfig of(SettingsReader root) {
        return new LimitsConfig(
                root.count("max_tokens", 4096),
                root.count("max_concurrent_per_caller", 16),
                root.read("max_usd_per_day", LimitsConfig::usd, "Write US dollars such as 10 or 0.50.")
                        .orElse(BigDecimal.TEN));
    }

    private static BigDecimal usd(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,9})?") ? new BigDecimal(text) : null;
    }
}
