package org.llmtestbench.suite;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The values of one metric, one for each run that had it, and their median.
 *
 * @param median of all values, also of those that were too many to keep
 * @param values at most {@value #KEPT}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetricSamples(double median, List<Double> values) {
    static final int KEPT = 20;

    /** Refuses what no measurement gives. */
    public MetricSamples {
        values = values == null ? List.of() : List.copyOf(values);
        if (values.isEmpty() || !values.stream().allMatch(Double::isFinite) || !Double.isFinite(median)) {
            throw new IllegalArgumentException("Not a series of measurements: " + values + ", median " + median);
        }
    }

    /** Of what is known; null when nothing is. */
    public static MetricSamples of(Collection<Double> measured) {
        List<Double> all = measured.stream()
                .filter(Objects::nonNull)
                .filter(Double::isFinite)
                .toList();
        return all.isEmpty() ? null : new MetricSamples(median(all), evenly(all));
    }

    static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    private static List<Double> evenly(List<Double> all) {
        int kept = Math.min(KEPT, all.size());
        return IntStream.range(0, kept)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / kept)))
                .toList();
    }
}
