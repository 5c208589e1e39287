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
    void failures_are_read_as_status_and_probability() {
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
    void nonsense_is_named(String text, String bad) {
        assertRefused(() -> FaultRates.parse(text), "--fail: '" + bad + "' can't be used.", "STATUS:PROBABILITY");
    }

    @Test
    void more_failures_than_requests_are_refused() {
        assertRefused(
                () -> FaultRates.parse("429:0.7,503:0.6"),
                "--fail: the probabilities add up to 1.3.",
                "1 or less together");
        assertThat(FaultRates.parse("429:0.7,500:0.1,503:0.2").shares()).hasSize(3);
    }

    @Test
    void the_defaults_are_instant_and_never_fail() {
        SimulatorConfig config = SimulatorConfig.instant();
        assertThat(config.waitForAll(1000)).isZero();
        assertThat(config.rates()).isEqualTo(FaultRates.none());
        assertThat(config.tokens()).isEmpty();
    }

    @Test
    void the_first_token_waits_differently_from_the_others() {
        SimulatorConfig slow = SimulatorConfig.instant().withDelays(Duration.ofMillis(300), Duration.ofMillis(20));
        assertThat(slow.waitBefore(0)).isEqualTo(Duration.ofMillis(300));
        assertThat(slow.waitBefore(1)).isEqualTo(Duration.ofMillis(20));
        assertThat(slow.waitForAll(3)).isEqualTo(Duration.ofMillis(340));
        assertThat(slow.waitForAll(0)).isEqualTo(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001})
    void an_impossible_length_is_refused(int tokens) {
        assertRefused(
                () -> SimulatorConfig.instant().withTokens(tokens),
                "--tokens: '" + tokens + "' can't be used.",
                "1 to 100000");
    }

    @Test
    void impossible_delays_are_refused() {
        Duration zero = Duration.ZERO;
        assertRefused(
                () -> SimulatorConfig.instant().withDelays(Duration.ofMillis(-5), zero),
                "--first-token-delay: '-5ms' can't be used.",
                "20ms");
        assertRefused(
                () -> SimulatorConfig.instant().withDelays(zero, Duration.ofHours(2)),
                "--token-delay: '7200000ms' can't be used.",
                "20ms");
    }

    @Test
    void certain_failures_always_happen_and_impossible_ones_never() {
        FaultInjector dice = new FaultInjector(FaultRates.parse("400:0,429:1"), 1);
        assertThat(IntStream.range(0, 1000).map(i -> dice.nextFault().orElse(200)))
                .containsOnly(429);
    }

    private static void assertRefused(ThrowingCallable attempt, String message, String hint) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(ProviderException.class, refused -> {
            assertThat(refused.failure()).isEqualTo(Failure.USAGE);
            assertThat(refused).hasMessage(message);
            assertThat(refused.hint().orElseThrow()).contains(hint);
        });
    }
}
