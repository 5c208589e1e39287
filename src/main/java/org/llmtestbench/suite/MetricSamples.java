package org.llmtestbench.suite;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The values of one metric of a case, one for each iteration, and their median.
 *
 * @param median the median of all values, also of those that are not kept
 * @param values at most {@value #MAX_VALUES} of the values, evenly chosen
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetricSamples(double median, List<Double> values) {
    static final int MAX_VALUES = 20;

    /** Rejects an empty list and values that are not finite. */
    public MetricSamples {
        values = values == null ? List.of() : List.copyOf(values);
        if (values.isEmpty() || !values.stream().allMatch(Double::isFinite) || !Double.isFinite(median)) {
            throw new IllegalArgumentException("Not a series of measurements: " + values + ", median " + median);
        }
    }

    /** Samples of the known values; null if no value is known. */
    public static MetricSamples of(Collection<Double> measured) {
        List<Double> all = measured.stream()
                .filter(Objects::nonNull)
                .filter(Double::isFinite)
                .toList();
        return all.isEmpty() ? null : new MetricSamples(median(all), thinOut(all));
    }

    static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    private static List<Double> thinOut(List<Double> all) {
        int count = Math.min(MAX_VALUES, all.size());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }
}
