package org.llmtestbench.function;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The media types that a caller accepts, from its {@code Accept} header (RFC 9110). */
public final class ContentNegotiation {
    private final List<Range> ranges;

    /** A media range with its weight; invalid parts of the header are skipped. */
    private record Range(String type, double weight) {
        static Stream<Range> of(String part) {
            String[] parts = part.toLowerCase(Locale.ROOT).split(";");
            double weight = 1;
            for (String parameter : List.of(parts).subList(1, parts.length)) {
                if (parameter.strip().matches("q=[01](\\.\\d{0,3})?")) {
                    weight = Double.parseDouble(parameter.strip().substring(2));
                }
            }
            return parts[0].isBlank() ? Stream.of() : Stream.of(new Range(parts[0].strip(), weight));
        }

        boolean covers(String mediaType) {
            return type.equals("*/*")
                    || type.equals(mediaType)
                    || type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1));
        }

        int specificity() {
            return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }
    }

    private ContentNegotiation(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Reads the header of this request; without it, every media type is accepted. */
    public static ContentNegotiation of(Request request) {
        String header =
                request.header("accept").filter(value -> !value.isBlank()).orElse("*/*");
        return new ContentNegotiation(
                Stream.of(header.split(",")).flatMap(Range::of).toList());
    }

    /** The offered media type with the highest weight; on a tie, the first one. Empty if none is accepted. */
    public Optional<String> best(String... offered) {
        return Stream.of(offered)
                .filter(mediaType -> weight(mediaType) > 0)
                // min returns the first of equal elements; max would return the last
                .min(Comparator.comparingDouble(mediaType -> -weight(mediaType)));
    }

    /** The weight of the most specific range that covers this media type. */
    private double weight(String mediaType) {
        return ranges.stream()
                .filter(range -> range.covers(mediaType))
                .max(Comparator.comparingInt(Range::specificity))
                .map(Range::weight)
                .orElse(0.0);
    }
}
