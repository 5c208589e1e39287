package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static Optional<Duration> wait(Map<String, String> headers, String message) {
        return RetryAfter.of(headers::get, RetryAfter.words(message).orElse(null), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2000",
        "0.5, 500",
        "'Mon, 23 Nov 2026 10:00:07 GMT', 7000",
        "'Mon, 23 Nov 2026 09:00:00 GMT', ",
        "0, ",
        "-3, ",
        "soon, ",
        "'', ",
        "99999999999999999999, ",
    })
    void seconds_or_a_date(String header, Long millis) {
        assertThat(wait(Map.of("retry-after", header), null).map(Duration::toMillis))
                .isEqualTo(Optional.ofNullable(millis));
    }

    @Test
    void milliseconds_are_finer_than_seconds() {
        assertThat(wait(Map.of("retry-after-ms", "250", "retry-after", "1"), null))
                .contains(Duration.ofMillis(250));
        assertThat(wait(Map.of("retry-after-ms", "0", "retry-after", "1"), null))
                .contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "Please try again in 9.816s. Visit, 9816",
        "Please try again in 20ms., 20",
        "Please try again in 6m0s., 360000",
        "try again in 1h2m3s, 3723000",
        "try again in a while, ",
        "nothing, ",
    })
    void the_words_of_the_message(String message, Long millis) {
        assertThat(wait(Map.of(), message).map(Duration::toMillis)).isEqualTo(Optional.ofNullable(millis));
    }
}
