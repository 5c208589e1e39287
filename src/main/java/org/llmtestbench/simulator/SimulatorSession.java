package org.llmtestbench.simulator;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A simulator in this process that stands in for the provider, over a real socket.
 *
 * @param authority file of the certificate to trust; null without TLS
 */
public record SimulatorSession(Simulator simulator, Path authority) implements AutoCloseable {
    /** Nothing stands in. */
    public static final SimulatorSession NONE = new SimulatorSession(null, null);

    /** Starts one that answers at once. */
    public static SimulatorSession start(Vertx vertx) {
        return new SimulatorSession(Simulator.start(vertx, SimulatorConfig.instant(), 0), null);
    }

    /** The same over TLS; fails with an {@link UncheckedIOException} where no temporary file can be written. */
    public static SimulatorSession startOverTls(Vertx vertx) {
        try {
            Path authority = Files.createTempFile("llm-test-bench", ".pem");
            Files.writeString(authority, Simulator.certificate());
            return new SimulatorSession(Simulator.startOverTls(vertx, SimulatorConfig.instant()), authority);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that point a provider here: its address, no key, nothing in between. */
    public Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        if (simulator != null) {
            flags.put("base_url", simulator.baseUrl().toString());
            flags.put("api_key_env", "");
            flags.put("use_proxy", "false");
        }
        if (authority != null) {
            flags.put("ca_file", authority.toString());
        }
        return flags;
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
        if (authority != null) {
            authority.toFile().delete();
        }
    }
}
