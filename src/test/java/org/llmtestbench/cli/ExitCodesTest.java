package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodesTest {
    @Test
    void output_that_cannot_be_written_is_more_severe_than_any_failure_of_a_case() {
        assertThat(ExitCodes.mostSevere(List.of(0, 70, 20))).isEqualTo(70);
        assertThat(ExitCodes.mostSevere(List.of(78, 70))).isEqualTo(70);
        assertThat(ExitCodes.mostSevere(List.of(70, 143, 130))).isEqualTo(143);
        assertThat(ExitCodes.mostSevere(List.of(20, 1))).isEqualTo(1);
        assertThat(ExitCodes.mostSevere(List.of(0, 0))).isZero();
    }

    @Test
    void exit_zero_does_not_hide_output_that_cannot_be_written() {
        assertThat(ExitCodes.bugOnly(List.of(20, 70))).isEqualTo(70);
        assertThat(ExitCodes.bugOnly(List.of(20, 143))).isZero();
    }
}
