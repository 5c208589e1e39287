package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.INVALID_REQUEST;
import static org.llmtestbench.provider.Failure.RATE_LIMITED;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;
import static org.llmtestbench.provider.Failure.UNREACHABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Attempt;

/** What is tried again, when, and where to. Waits that a test could only sleep through are refused, and so measured. */
@QuarkusTest
class RetryResilienceTest extends Misbehaving {
    private static Reply busy(int status) {
        return Reply.json(status, "{\"error\":{\"message\":\"Busy.\"}}");
    }

    private static Reply brieflyBusy(int status) {
        return busy(status).header("retry-after-ms", "1");
    }

    @ParameterizedTest
    @EnumSource
    void what_passes_is_tried_again_until_it_answers(Manner manner) {
        Turn[][] scripts = {
            {brieflyBusy(429), manner.answer()},
            {brieflyBusy(503), brieflyBusy(503), manner.answer()},
            {brieflyBusy(529), manner.answer()},
            {brieflyBusy(500).untilClose(), brieflyBusy(502).chunked(), manner.answer()},
            {busy(429).header("retry-after", "0.01"), manner.answer()}
        };
        for (Turn[] script : scripts) {
            try (MisbehavingServer server = new MisbehavingServer(script)) {
                Ending ending = ask(manner, server, "max_retries", "3");
                ending.assertAnswers("Hello there");
                assertThat(server.calls()).isEqualTo(script.length);
                assertThat(ending.attempts()).hasSize(script.length);
                assertThat(ending.attempts().stream().skip(1).map(Attempt::waitReason))
                        .containsOnly("retry-after");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_attempt_sends_the_same(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(brieflyBusy(503), manner.answer())) {
            ask(manner, server, "max_retries", "1").assertAnswers("Hello there");
            assertThat(server.requests().get(0)).isEqualTo(server.requests().get(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_breaks_before_any_text_is_tried_again_after_a_while(Manner manner) {
        Turn broken = manner.answer().upTo(manner.bytesBeforeText(), Turn.reset());
        try (MisbehavingServer server = new MisbehavingServer(broken, manner.answer())) {
            Ending ending = ask(manner, server, "max_retries", "1");
            ending.assertAnswers("Hello there");
            assertThat(ending.attempts().get(0).failure()).isEqualTo(UNREACHABLE);
            assertThat(ending.attempts().get(1).waitReason()).isEqualTo("backoff");
            assertThat(ending.attempts().get(1).waited()).isBetween(Duration.ofMillis(740), Duration.ofSeconds(5));
            assertThat(server.calls()).isEqualTo(2);
        }
    }

    static Stream<Arguments> longWaits() {
        String date = in(Duration.ofSeconds(40));
        return inEveryManner(Stream.of("30", " 30 ", "30.5", date, "3600", "86400", in(Duration.ofHours(1))));
    }

    private static String in(Duration time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plus(time));
    }

    @ParameterizedTest
    @MethodSource("longWaits")
    void a_longer_wait_than_is_accepted_fails_at_once_and_says_when_to_come_back(String retryAfter, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(busy(429).header("Retry-After", retryAfter))) {
            Ending ending = ask(manner, server, "max_retries", "3", "max_retry_wait", "5s");
            ending.assertFails(RATE_LIMITED, 1);
            assertThat(ending.thrown().retryAfter().orElseThrow())
                    .isBetween(Duration.ofSeconds(10), Duration.ofDays(1));
            assertThat(ending.thrown().hint().orElseThrow()).startsWith("Try again in ");
            assertThat(ending.took()).isLessThan(Duration.ofSeconds(5));
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> nonsense() {
        return inEveryManner(Stream.of(
                in(Duration.ofHours(-1)), "0", "-1", "-5.5", "soon", "", "1e3", "NaN", "99999999999999999999", "1,5"));
    }

    /** The wait of our own is 750 ms at least. */
    @ParameterizedTest
    @MethodSource("nonsense")
    void a_wait_that_is_past_or_nonsense_counts_as_none(String retryAfter, Manner manner) {
        Reply reply = busy(503).header("retry-after", retryAfter).header("retry-after-ms", "later");
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(manner, server, "max_retries", "3", "max_retry_wait", "700ms");
            ending.assertFails(UNAVAILABLE, 1);
            assertThat(ending.thrown().retryAfter()).isEmpty();
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_servers_own_word_on_retrying_wins(Manner manner) {
        try (MisbehavingServer yes =
                        new MisbehavingServer(brieflyBusy(409).header("x-should-retry", "true"), manner.answer());
                MisbehavingServer no = new MisbehavingServer(brieflyBusy(503).header("x-should-retry", "false"))) {
            ask(manner, yes, "max_retries", "3").assertAnswers("Hello there");
            ask(manner, no, "max_retries", "3").assertFails(UNAVAILABLE, 1);
            assertThat(yes.calls()).isEqualTo(2);
            assertThat(no.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_redirect_is_followed(Manner manner) {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            try (MisbehavingServer other = new MisbehavingServer(manner.answer());
                    MisbehavingServer server = new MisbehavingServer(
                            Reply.status(status).header("location", other.baseUrl() + "/elsewhere"))) {
                Ending ending = ask(manner, server, "max_retries", "3");
                ending.assertFails(INVALID_REQUEST, 1);
                assertThat(ending.thrown().hint().orElseThrow()).contains(other.baseUrl() + "/elsewhere");
                assertThat(server.calls()).isEqualTo(1);
                assertThat(other.connections()).isZero();
            }
        }
    }
}
