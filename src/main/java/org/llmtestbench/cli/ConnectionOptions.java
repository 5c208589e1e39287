package org.llmtestbench.cli;

import java.util.Map;
import org.llmtestbench.simulator.SimulatorSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the request goes. */
final class ConnectionOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(names = "--offline", description = "Asks a simulator in this process: no key, no network.")
    private boolean offline;

    String config() {
        return endpoint.config().file();
    }

    boolean offline() {
        return offline;
    }

    /** Settings that win over the configured ones. */
    Map<String, String> flags() {
        return endpoint.flags();
    }

    /** The same, pointing to the simulator where it stands in. */
    Map<String, String> flags(SimulatorSession simulator) {
        Map<String, String> flags = flags();
        flags.putAll(simulator.flags());
        return flags;
    }

    /** What stands in for the provider; nothing unless asked for. */
    SimulatorSession simulator(CliApplication application) {
        return offline ? SimulatorSession.start(application.vertx()) : SimulatorSession.NONE;
    }
}
