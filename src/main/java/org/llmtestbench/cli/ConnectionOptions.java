package org.llmtestbench.cli;

import java.util.Map;
import org.llmtestbench.simulator.SimulatorSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for where requests go: to the provider's endpoint or to the simulator. */
final class ConnectionOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(names = "--offline", description = "Uses a simulator in this process: no key, no network.")
    private boolean offline;

    String config() {
        return endpoint.config().file();
    }

    boolean offline() {
        return offline;
    }

    /** Settings that override the configured ones, by their keys. */
    Map<String, String> flags() {
        return endpoint.flags();
    }

    /** The same settings, with the base URL of the simulator if one is used. */
    Map<String, String> flags(SimulatorSession simulator) {
        Map<String, String> flags = flags();
        flags.putAll(simulator.flags());
        return flags;
    }

    /** Starts the simulator with {@code --offline}; otherwise returns a session that does nothing. */
    SimulatorSession simulator(CliApplication application) {
        return offline ? SimulatorSession.start(application.vertx()) : SimulatorSession.NONE;
    }
}
