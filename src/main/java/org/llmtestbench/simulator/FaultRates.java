package org.llmtestbench.simulator;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * Which share of the requests fails with which HTTP status.
 *
 * @param shares from status to probability; what is left of 1 succeeds
 */
public record FaultRates(Map<Integer, Double> shares) {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,9}):(\\d+(?:\\.\\d+)?|\\.\\d+)");
    private static final double ROUNDING = 1e-9;

    /** Refuses what is no error status, no probability, or more than all requests. */
    public FaultRates {
        SortedMap<Integer, Double> sorted = new TreeMap<>(shares);
        sorted.forEach((status, share) -> {
            if (status < 400 || status > 599 || !(share >= 0 && share <= 1)) {
                throw unusable(status + ":"
                        + BigDecimal.valueOf(share).stripTrailingZeros().toPlainString());
            }
        });
        double sum = sorted.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 1 + ROUNDING) {
            throw Failure.USAGE
                    .because("--fail: the probabilities add up to " + Math.round(sum * 1000) / 1000.0 + ".")
                    .hint("Make them 1 or less together.");
        }
        shares = Collections.unmodifiableSortedMap(sorted);
    }

    /** Every request succeeds. */
    public static FaultRates none() {
        return new FaultRates(Map.of());
    }

    /** Reads {@code 429:0.1,503:0.05}. */
    public static FaultRates parse(String text) {
        Map<Integer, Double> shares = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher share = SHARE.matcher(part.strip());
            if (!share.matches()
                    || shares.put(Integer.valueOf(share.group(1)), Double.valueOf(share.group(2))) != null) {
                throw unusable(part.strip());
            }
        }
        return new FaultRates(shares);
    }

    private static ProviderException unusable(String part) {
        return Failure.USAGE
                .because("--fail: '" + part + "' can't be used.")
                .hint("Write STATUS:PROBABILITY pairs such as 429:0.1,503:0.05, each status once and from 400 to 599,"
                        + " each probability from 0 to 1.");
    }
}
