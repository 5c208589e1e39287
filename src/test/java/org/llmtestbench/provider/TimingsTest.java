package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingsTest {
    private static final TokenUsage ELEVEN = new TokenUsage(5, 11, 16, 0, 0, 0, false);

    private static Timings timings(Integer ttft, int total) {
        Duration first = ttft == null ? null : Duration.ofMillis(ttft);
        return new Timings(null, first, first, Duration.ofMillis(total), Duration.ZERO, null);
    }

    @Test
    void a_streamed_answer_is_timed_after_its_first_token() {
        assertThat(timings(200, 1200).tpotMs(ELEVEN)).isEqualTo(100);
        assertThat(timings(200, 1200).tokensPerSecond(ELEVEN)).isEqualTo(10);
    }

    @Test
    void a_whole_answer_has_no_time_per_token() {
        assertThat(timings(null, 1100).tpotMs(ELEVEN)).isNull();
        assertThat(timings(null, 1100).tokensPerSecond(ELEVEN)).isEqualTo(10);
    }

    @Test
    void a_single_token_has_no_rate() {
        TokenUsage one = new TokenUsage(5, 1, 6, 0, 0, 0, false);
        assertThat(timings(200, 1200).tpotMs(one)).isNull();
        assertThat(timings(200, 1200).tokensPerSecond(one)).isNull();
        assertThat(timings(200, 200).tokensPerSecond(ELEVEN)).isNull();
        assertThat(timings(200, 200).tokensPerSecond(null)).isNull();
    }
}
