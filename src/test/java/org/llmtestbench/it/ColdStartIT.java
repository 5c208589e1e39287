package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.asking;
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

/** The first and only call of a process. */
class ColdStartIT {
    private static final int TRIES = 12;
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final String SIMULATOR = "org.llmtestbench.simulator.Simulator ";

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    /** Calls again, for the machine may be busy, until one is as quick as that, or all tries are used up. */
    private static List<Double> untilBelow(double limit, DoubleSupplier call) {
        List<Double> times = new ArrayList<>();
        do {
            times.add(call.getAsDouble());
        } while (times.get(times.size() - 1) >= limit && times.size() < TRIES);
        return times;
    }

    private static Result coldCall() {
        Run run =
                asking(vendor.streamsAfter(DELAY, "Yes."), "Hi", "-s", "--json").run();
        assertThat(run.exitCode()).isZero();
        return Result.of(run.stdoutLines().get(run.stdoutLines().size() - 1));
    }

    @Test
    void a_process_does_not_report_its_own_start_as_the_latency_of_the_provider() {
        // without the rehearsal none is below 330 ms
        assertThat(untilBelow(260, () -> coldCall().timing("ttft_ms")))
                .allSatisfy(ttft -> assertThat(ttft).isGreaterThanOrEqualTo(200))
                .last()
                .satisfies(ttft -> assertThat(ttft).isLessThan(260));
    }

    @Test
    void the_first_handshake_of_a_process_is_not_slow_for_being_the_first(@TempDir Path folder) {
        Certificates certificates = new Certificates(folder);
        String authority = certificates.authority().toString();
        Turn[] answers = Collections.nCopies(TRIES, Reply.json(200, Bodies.whole("Yes.")))
                .toArray(Turn[]::new);
        try (MisbehavingServer server = MisbehavingServer.overTls(certificates.server("ip:127.0.0.1"), answers)) {
            Program call = with("test", "openai", "Hi", "--json", "--base-url", server.baseUrl())
                    .env("OPENAI_API_KEY", Vendor.KEY)
                    .env("LLM_TEST_BENCH_PROVIDERS_OPENAI_CA_FILE", authority);
            // without a rehearsal over TLS none is below 170 ms
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
    void the_provider_hears_nothing_of_the_rehearsal() {
        coldCall();

        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void what_can_not_be_asked_is_not_rehearsed(@TempDir Path folder) throws IOException {
        Program missing = asking(vendor, "Hi").without("OPENAI_API_KEY");
        Program broken = asking(vendor, "Hi").env("OPENAI_API_KEY", "two words");

        assertThat(loaded(missing, folder.resolve("missing"))).doesNotContain(SIMULATOR);
        assertThat(loaded(broken, folder.resolve("broken"))).doesNotContain(SIMULATOR);
        assertThat(loaded(asking(vendor.answers("Yes."), "Hi"), folder.resolve("asked")))
                .contains(SIMULATOR);
        assertThat(vendor.calls()).isEqualTo(1);
    }

    /** The classes that a process loaded: of what it never did, there is no class. */
    private static String loaded(Program program, Path log) throws IOException {
        program.jvm("-Xlog:class+load:file=" + log).run();
        return Files.readString(log);
    }
}
