package org.llmtestbench.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.program.Program.asking;
import static org.llmtestbench.program.Program.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.program.Program.Run;
import org.llmtestbench.torture.Certificates;
import org.llmtestbench.torture.Reply;
import org.llmtestbench.torture.TortureServer;
import org.llmtestbench.torture.Turn;

/** The first and only call of a process. */
class ColdStartIT {
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final String SIMULATOR = "org.llmtestbench.provider.simulator.Simulator ";

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
    void the_first_handshake_of_a_process_is_not_slow_for_being_the_first(@TempDir Path folder) {
        Certificates certificates = new Certificates(folder);
        String authority = certificates.authority().toString();
        Turn answer = Reply.json(200, Bodies.whole("Yes."));
        try (TortureServer server =
                TortureServer.overTls(certificates.server("ip:127.0.0.1"), answer, answer, answer, answer)) {
            Program call = with("test", "openai", "Hi", "--json", "--base-url", server.baseUrl())
                    .env("OPENAI_API_KEY", Vendor.KEY)
                    .env("LLM_TEST_BENCH_PROVIDERS_OPENAI_CA_FILE", authority);
            // without a rehearsal over TLS none is below 170 ms
            double best = DoubleStream.generate(
                            () -> Result.of(call.run().stdout()).timing("connect_ms"))
                    .limit(4)
                    .min()
                    .orElseThrow();

            assertThat(best).isBetween(0.1, 100.0);
            assertThat(server.connections()).isEqualTo(4);
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
