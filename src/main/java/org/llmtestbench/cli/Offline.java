package org.llmtestbench.cli;

import io.vertx.core.Vertx;
import java.util.Map;
import org.llmtestbench.provider.simulator.Behaviour;
import org.llmtestbench.provider.simulator.Simulator;

/** A simulator in this process that stands in for the provider, over a real socket. */
record Offline(Simulator simulator) implements AutoCloseable {
    /** Nothing stands in. */
    static final Offline NONE = new Offline(null);

    static Offline start(Vertx vertx) {
        return new Offline(Simulator.start(vertx, Behaviour.instant(), 0));
    }

    /** The settings that point a provider here: its address, no key, nothing in between. */
    Map<String, String> flags() {
        return simulator == null
                ? Map.of()
                : Map.of("base_url", simulator.baseUrl().toString(), "api_key_env", "", "use_proxy", "false");
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
