package org.llmtestbench.cli;

import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.OptionalInt;
import org.llmtestbench.simulator.FaultRates;
import org.llmtestbench.simulator.Simulator;
import org.llmtestbench.simulator.SimulatorConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the simulator as a server for tests of other programs. */
@Command(
        name = "simulate",
        description = "Runs a simulated provider for tests of other programs.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  llm-test-bench simulate --first-token-delay 300ms --token-delay 20ms",
            "  llm-test-bench simulate --fail 429:0.1,503:0.05 --seed 7",
            "  llm-test-bench test simulator \"Hello\"        (in a second terminal)"
        })
final class SimulateCommand implements ApplicationCommand {
    @Option(
            names = "--port",
            defaultValue = "8089",
            paramLabel = "N",
            description = "Default: ${DEFAULT-VALUE}; 0: any free port.")
    private int port;

    @Option(
            names = "--first-token-delay",
            defaultValue = "0ms",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Delay before the first token, such as 300ms.")
    private Duration firstTokenDelay;

    @Option(
            names = "--token-delay",
            defaultValue = "0ms",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Delay between tokens, such as 20ms.")
    private Duration tokenDelay;

    @Option(names = "--tokens", paramLabel = "N", description = "Number of tokens in every answer.")
    private Integer tokens;

    @Option(
            names = "--fail",
            paramLabel = "STATUS:SHARE,...",
            description = "Fails this share of requests, such as 429:0.1.")
    private String fail;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "Seed for texts and failures.")
    private long seed;

    @Override
    public int run(CliApplication application) {
        SimulatorConfig config = new SimulatorConfig(
                firstTokenDelay,
                tokenDelay,
                tokens == null ? OptionalInt.empty() : OptionalInt.of(tokens),
                fail == null ? FaultRates.none() : FaultRates.parse(fail),
                seed);
        try (Simulator simulator = Simulator.start(application.vertx(), config, port)) {
            StandardStreams.out().println(simulator.baseUrl().toString());
            StandardStreams.err().println("Serves the OpenAI and the Anthropic API until interrupted. Try:");
            StandardStreams.err()
                    .println("  llm-test-bench test simulator --base-url " + simulator.baseUrl() + " \"Hello\"");
            Quarkus.waitForExit();
        }
        return 0;
    }
}
