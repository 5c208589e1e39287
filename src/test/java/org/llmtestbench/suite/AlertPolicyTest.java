package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmtestbench.suite.Runs.ended;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertPolicyTest {
    private static final Optional<String> NOTHING = Optional.empty();

    private static AlertPolicy decide(int after, int exitCode, int... earlier) {
        List<RunRecord> history = new ArrayList<>();
        for (int code : earlier) {
            history.add(ended(code, history.size()));
        }
        return AlertPolicy.decide(after, history, ended(exitCode, history.size()));
    }

    @Test
    void the_exit_code_is_0_with_a_message_before_enough_runs_failed_in_a_row() {
        assertThat(decide(3, 20))
                .isEqualTo(new AlertPolicy(
                        0,
                        Optional.of("Failed (exit code 20), but no alert yet: 1 of 3 runs in a row, so the exit code"
                                + " is 0.")));
        assertThat(decide(3, 6, 6, 0, 7).exitCode()).isZero();
    }

    @Test
    void after_enough_failed_runs_the_exit_code_is_that_of_the_run() {
        assertThat(decide(3, 6, 0, 20, 7))
                .isEqualTo(
                        new AlertPolicy(6, Optional.of("Alert: 3 runs failed in a row, since 2026-11-27T11:01:00Z.")));
        assertThat(decide(3, 6, 20, 7, 7, 7).exitCode()).isEqualTo(6);
        assertThat(decide(1, 6))
                .isEqualTo(
                        new AlertPolicy(6, Optional.of("Alert: 1 run failed in a row, since 2026-11-27T11:00:00Z.")));
    }

    @Test
    void a_recovery_is_reported_once() {
        assertThat(decide(2, 0, 20, 7))
                .isEqualTo(new AlertPolicy(
                        0, Optional.of("Recovered: 2 runs had failed in a row, since 2026-11-27T11:00:00Z.")));
        assertThat(decide(2, 0, 20, 7, 0)).isEqualTo(new AlertPolicy(0, NOTHING));
    }

    @Test
    void without_an_alert_there_is_no_recovery() {
        assertThat(decide(3, 0, 20, 7)).isEqualTo(new AlertPolicy(0, NOTHING));
        assertThat(decide(3, 0)).isEqualTo(new AlertPolicy(0, NOTHING));
    }

    @Test
    void interrupted_runs_are_ignored() {
        assertThat(decide(2, 20, 20, 130, 143).exitCode()).isEqualTo(20);
        assertThat(decide(2, 0, 20, 130, 20, 143).message()).isPresent();
        assertThat(decide(2, 130, 20)).isEqualTo(new AlertPolicy(130, NOTHING));
    }

    @Test
    void wrong_usage_bugs_and_invalid_configuration_are_not_delayed() {
        for (int code : new int[] {64, 70, 78}) {
            assertThat(decide(3, code)).isEqualTo(new AlertPolicy(code, NOTHING));
        }
    }

    @Test
    void a_number_below_1_is_rejected() {
        assertThatThrownBy(() -> decide(0, 20)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void at_most_the_stored_runs_are_counted() {
        int[] all = IntStream.range(0, History.MAX_RUNS).map(i -> 20).toArray();
        assertThat(decide(5_000, 20, all).exitCode()).isEqualTo(20);
        assertThat(decide(5_000, 0, all).message().orElseThrow())
                .startsWith("Recovered: at least 100 runs had failed in a row");
    }
}
