package org.llmtestbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the simulator for other programs to test against. */
@Command(
        name = "simulate",
        description = "Runs a provider that answers without a model, on loopback, until interrupted.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class SimulateCommand implements BenchCommand {
    @Option(
            names = "--port",
            defaultValue = "8089",
            paramLabel = "N",
            description = "Port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Override
    public int run(Workbench workbench) {
        return 0;
    }

    @Override
    public boolean isVerbose() {
        return false;
    }

    @Override
    public String configFile() {
        return null;
    }
}
