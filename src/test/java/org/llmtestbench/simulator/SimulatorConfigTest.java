package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

class SimulatorConfigTest {
    @Test
    void failure_rates_are_parsed_as_status_and_probability() {
        assertThat(FaultRates.parse("503:0.05, 429:.1 ,400:0").shares())
                .containsExactly(Map.entry(400, 0.0), Map.entry(429, 0.1), Map.entry(503, 0.05));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429           | 429",
                "429:0.1,503   | 503",
                "429:0.1,      | ''",
                "''            | ''",
                "abc:0.1       | abc:0.1",
                "429:-0.1      | 429:-0.1",
                "429:NaN       | 429:NaN",
                "429:0.1,429:0 | 429:0",
                "200:0.1       | 200:0.1",
                "600:0.1       | 600:0.1",
                "429:1.5       | 429:1.5",
                "429:2         | 429:2",
                "4290000000000:0.1 | 4290000000000:0.1"
            })
    void an_invalid_failure_rate_is_named(String text, String invalidPart) {
        assertRejected(
                () -> FaultRates.parse(text), "--fail: '" + invalidPart + "' can't be used.", "STATUS:PROBABILITY");
    }

    @Test
    void a_sum_of_probabilities_above_1_is_rejected() {
        assertRejected(
                () -> FaultRates.parse("429:0.7,503:0.6"),
                "--fail: the probabilities add up to 1.3.",
                "The sum must be at most 1.");
        assertThat(FaultRates.parse("429:0.7,500:0.1,503:0.2").shares()).hasSize(3);
    }

    @Test
    void the_defaults_have_no_delay_and_no_failures() {
        SimulatorConfig config = SimulatorConfig.instant();
        assertThat(config.totalDelay(1000)).isZero();
        assertThat(config.rates()).isEqualTo(FaultRates.none());
        assertThat(config.tokens()).isEmpty();
    }

    @Test
    void the_first_token_has_its_own_delay() {
        SimulatorConfig slow = SimulatorConfig.instant().withDelays(Duration.ofMillis(300), Duration.ofMillis(20));
        assertThat(slow.delayBefore(0)).isEqualTo(Duration.ofMillis(300));
        assertThat(slow.delayBefore(1)).isEqualTo(Duration.ofMillis(20));
        assertThat(slow.totalDelay(3)).isEqualTo(Duration.ofMillis(340));
        assertThat(slow.totalDelay(0)).isEqualTo(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001})
    void a_length_out_of_range_is_rejected(int tokens) {
        assertRejected(
                () -> SimulatorConfig.instant().withTokens(tokens),
                "--tokens: '" + tokens + "' can't be used.",
                "1 to 100000");
    }

    @Test
    void delays_out_of_range_are_rejected() {
        Duration zero = Duration.ZERO;
        assertRejected(
                () -> SimulatorConfig.instant().withDelays(Duration.ofMillis(-5), zero),
                "--first-token-delay: '-5ms' can't be used.",
                "20ms");
        assertRejected(
                () -> SimulatorConfig.instant().withDelays(zero, Duration.ofHours(2)),
                "--token-delay: '7200000ms' can't be used.",
                "20ms");
    }

    @Test
    void a_probability_of_1_always_fails_and_of_0_never() {
        FaultInjector faults = new FaultInjector(FaultRates.parse("400:0,429:1"), 1);
        assertThat(IntStream.range(0, 1000).map(i -> faults.nextFault().orElse(200)))
                .containsOnly(429);
    }

    private static void assertRejected(ThrowingCallable call, String message, String hint) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProviderException.class, e -> {
            assertThat(e.failure()).isEqualTo(Failure.USAGE);
            assertThat(e).hasMessage(message);
            assertThat(e.hint().orElseThrow()).contains(hint);
        });
    }
}
