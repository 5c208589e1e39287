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
 * The probabilities with which requests fail, by HTTP status.
 *
 * @param shares from status to probability; all other requests succeed
 */
public record FaultRates(Map<Integer, Double> shares) {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,9}):(\\d+(?:\\.\\d+)?|\\.\\d+)");
    private static final double ROUNDING_ERROR = 1e-9;

    /** Rejects a status that is not an error, an invalid probability, and a sum of probabilities above 1. */
    public FaultRates {
        SortedMap<Integer, Double> sorted = new TreeMap<>(shares);
        sorted.forEach((status, share) -> {
            if (status < 400 || status > 599 || !(share >= 0 && share <= 1)) {
                throw invalid(status + ":"
                        + BigDecimal.valueOf(share).stripTrailingZeros().toPlainString());
            }
        });
        double sum = sorted.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 1 + ROUNDING_ERROR) {
            throw Failure.USAGE
                    .because("--fail: the probabilities add up to " + Math.round(sum * 1000) / 1000.0 + ".")
                    .hint("The sum must be at most 1.");
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
                throw invalid(part.strip());
            }
        }
        return new FaultRates(shares);
    }

    private static ProviderException invalid(String part) {
        return Failure.USAGE
                .because("--fail: '" + part + "' can't be used.")
                .hint("Write STATUS:PROBABILITY pairs such as 429:0.1,503:0.05, each status once and from 400 to 599,"
                        + " each probability from 0 to 1.");
    }
}
