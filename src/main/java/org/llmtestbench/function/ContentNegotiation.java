package org.llmtestbench.function;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What kinds of answer a caller takes, by its {@code Accept} header. */
public final class ContentNegotiation {
    private final List<Range> ranges;

    /** A media range with its weight; what can't be read is left out. */
    private record Range(String type, double weight) {
        static Stream<Range> of(String part) {
            String[] pieces = part.toLowerCase(Locale.ROOT).split(";");
            double weight = 1;
            for (String piece : List.of(pieces).subList(1, pieces.length)) {
                if (piece.strip().matches("q=[01](\\.\\d{0,3})?")) {
                    weight = Double.parseDouble(piece.strip().substring(2));
                }
            }
            return pieces[0].isBlank() ? Stream.of() : Stream.of(new Range(pieces[0].strip(), weight));
        }

        boolean covers(String mediaType) {
            return type.equals("*/*")
                    || type.equals(mediaType)
                    || type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1));
        }

        int precision() {
            return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }
    }

    private ContentNegotiation(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Reads the header of this request; without it everything is taken. */
    public static ContentNegotiation of(Request request) {
        String header =
                request.header("accept").filter(value -> !value.isBlank()).orElse("*/*");
        return new ContentNegotiation(
                Stream.of(header.split(",")).flatMap(Range::of).toList());
    }

    /** The one that is liked best; of several liked alike the first. Empty when none is taken. */
    public Optional<String> best(String... offered) {
        return Stream.of(offered)
                .filter(mediaType -> weight(mediaType) > 0)
                // the first of equals: a maximum would be the last
                .min(Comparator.comparingDouble(mediaType -> -weight(mediaType)));
    }

    /** What the most precise range that covers it says. */
    private double weight(String mediaType) {
        return ranges.stream()
                .filter(range -> range.covers(mediaType))
                .max(Comparator.comparingInt(Range::precision))
                .map(Range::weight)
                .orElse(0.0);
    }
}
