package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.Certificates;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** The latency of the first call of a process. */
class ColdStartIT {
    private static final int MAX_CALLS = 12;
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final String SIMULATOR = "org.llmtestbench.simulator.Simulator ";

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    /** Repeats the call until one is below the limit, because the machine can be busy; at most {@link #MAX_CALLS} times. */
    private static List<Double> untilBelow(double limit, DoubleSupplier call) {
        List<Double> times = new ArrayList<>();
        do {
            times.add(call.getAsDouble());
        } while (times.get(times.size() - 1) >= limit && times.size() < MAX_CALLS);
        return times;
    }

    private static Result coldCall() {
        Run run = testCommand(vendor.streamsAfter(DELAY, "Yes."), "Hi", "-s", "--json")
                .run();
        assertThat(run.exitCode()).isZero();
        return Result.of(run.stdoutLines().get(run.stdoutLines().size() - 1));
    }

    @Test
    void jvm_start_up_does_not_count_as_provider_latency() {
        // without the warm-up no call is below 330 ms
        assertThat(untilBelow(260, () -> coldCall().timing("ttft_ms")))
                .allSatisfy(ttft -> assertThat(ttft).isGreaterThanOrEqualTo(200))
                .last()
                .satisfies(ttft -> assertThat(ttft).isLessThan(260));
    }

    @Test
    void the_first_tls_handshake_of_a_process_is_fast(@TempDir Path folder) {
        Certificates certificates = new Certificates(folder);
        String authority = certificates.authority().toString();
        Turn[] answers = Collections.nCopies(MAX_CALLS, Reply.json(200, Bodies.whole("Yes.")))
                .toArray(Turn[]::new);
        try (MisbehavingServer server = MisbehavingServer.overTls(certificates.server("ip:127.0.0.1"), answers)) {
            Program call = with("test", "openai", "Hi", "--json", "--base-url", server.baseUrl())
                    .env("OPENAI_API_KEY", Vendor.KEY)
                    .env("LLM_TEST_BENCH_PROVIDERS_OPENAI_CA_FILE", authority);
            // without a warm-up over TLS no call is below 170 ms
            List<Double> times =
                    untilBelow(100, () -> Result.of(call.run().stdout()).timing("connect_ms"));

            assertThat(times)
                    .allSatisfy(time -> assertThat(time).isGreaterThanOrEqualTo(0.1))
                    .last()
                    .satisfies(time -> assertThat(time).isLessThan(100));
            assertThat(server.connections()).isEqualTo(times.size());
        }
    }

    @Test
    void the_warm_up_sends_nothing_to_the_provider() {
        coldCall();

        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void a_call_with_an_invalid_configuration_has_no_warm_up(@TempDir Path folder) throws IOException {
        Program missing = testCommand(vendor, "Hi").without("OPENAI_API_KEY");
        Program broken = testCommand(vendor, "Hi").env("OPENAI_API_KEY", "two words");

        assertThat(loaded(missing, folder.resolve("missing"))).doesNotContain(SIMULATOR);
        assertThat(loaded(broken, folder.resolve("broken"))).doesNotContain(SIMULATOR);
        assertThat(loaded(testCommand(vendor.answers("Yes."), "Hi"), folder.resolve("called")))
                .contains(SIMULATOR);
        assertThat(vendor.calls()).isEqualTo(1);
    }

    /** The log of the classes that a process loaded. */
    private static String loaded(Program program, Path log) throws IOException {
        program.jvm("-Xlog:class+load:file=" + log).run();
        return Files.readString(log);
    }
}
