package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;

class ErrorStatusTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (other )?(\\d{3}[\\d, –]*) \\| [^|]+ \\| `([A-Z_]+)` \\| (yes|no) \\|$");
    private static final String PER_MINUTE = "Request too large for model `a-model` in organization `org_1` service"
            + " tier `on_demand` on tokens per minute (TPM): Limit %s, Requested %s, please reduce your message"
            + " size and try again.";

    @Test
    void every_status_fails_as_the_table_in_the_documentation_says() throws IOException {
        Map<Integer, String> table = new TreeMap<>();
        rows(true).forEach((status, row) -> table.put(status, row));
        table.putAll(rows(false));
        Map<Integer, String> code = new TreeMap<>();
        IntStream.range(300, 600).forEach(status -> code.put(status, row(alone(status))));
        assertThat(table).isEqualTo(code);
    }

    @Test
    void the_table_in_the_documentation_names_every_status_that_the_code_knows() throws IOException {
        assertThat(new TreeSet<>(rows(false).keySet())).containsAll(ErrorStatus.known());
    }

    /** What the table says of the statuses that it names, or else of all others. */
    private static Map<Integer, String> rows(boolean others) throws IOException {
        Map<Integer, String> rows = new LinkedHashMap<>();
        ROW.matcher(Files.readString(Path.of("docs/failures.md")))
                .results()
                .filter(row -> (row.group(1) != null) == others)
                .forEach(row -> statuses(row)
                        .forEach(status -> assertThat(rows.put(status, row.group(3) + " " + row.group(4)))
                                .as("the table names %s twice", status)
                                .isNull()));
        return rows;
    }

    private static IntStream statuses(MatchResult row) {
        return Pattern.compile(", ").splitAsStream(row.group(2)).flatMapToInt(range -> {
            String[] ends = range.split("–");
            return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        });
    }

    private static String row(Failure failure) {
        return failure + " " + (failure.isRetryable() ? "yes" : "no");
    }

    private static Failure alone(int status) {
        return new ErrorResponse(status, null, null, null).failure("a-model");
    }

    @ParameterizedTest
    @ValueSource(ints = {424, 425, 498, 520, 521, 522, 523, 524, 525, 526, 529, 530})
    void a_server_that_is_busy_or_away_is_unavailable(int status) {
        assertThat(alone(status)).isEqualTo(Failure.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 460, 499})
    void a_gateway_that_lost_its_client_is_a_timeout(int status) {
        assertThat(alone(status)).isEqualTo(Failure.TIMEOUT);
    }

    @Test
    void tokens_per_minute_with_status_413_are_a_rate_limit_unless_the_request_alone_is_larger() {
        assertThat(tokensPerMinute(PER_MINUTE.formatted("6000", "5500"))).isEqualTo(Failure.RATE_LIMITED);
        assertThat(tokensPerMinute(PER_MINUTE.formatted("6000", "7241"))).isEqualTo(Failure.INVALID_REQUEST);
    }

    private static Failure tokensPerMinute(String message) {
        return new ErrorResponse(413, "tokens", "rate_limit_exceeded", message).failure("a-model");
    }
}
