package org.llmtestbench.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.program.Program.asking;

import java.time.Duration;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.llmtestbench.program.Program.Run;

/** The first and only call of a process. */
class ColdStartIT {
    private static final Duration DELAY = Duration.ofMillis(200);

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private static Result coldCall() {
        Run run =
                asking(vendor.streamsAfter(DELAY, "Yes."), "Hi", "-s", "--json").run();
        assertThat(run.exitCode()).isZero();
        return Result.of(run.stdoutLines().get(run.stdoutLines().size() - 1));
    }

    @Test
    void a_process_does_not_report_its_own_start_as_the_latency_of_the_provider() {
        // the best of four, for the machine may be busy; without the rehearsal none is below 330 ms
        double best = DoubleStream.generate(() -> coldCall().timing("ttft_ms"))
                .limit(4)
                .min()
                .orElseThrow();

        assertThat(best).isBetween(200.0, 260.0);
    }

    @Test
    void the_provider_hears_nothing_of_the_rehearsal() {
        coldCall();

        assertThat(vendor.calls()).isEqualTo(1);
    }
}
