package org.llmtestbench.cli;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.llmtestbench.provider.simulator.Behaviour;
import org.llmtestbench.provider.simulator.Simulator;

/**
 * A simulator in this process that stands in for the provider, over a real socket.
 *
 * @param authority file of the certificate to trust; null without TLS
 */
record Offline(Simulator simulator, Path authority) implements AutoCloseable {
    /** Nothing stands in. */
    static final Offline NONE = new Offline(null, null);

    static Offline start(Vertx vertx) {
        return new Offline(Simulator.start(vertx, Behaviour.instant(), 0), null);
    }

    /** The same over TLS; fails with an {@link UncheckedIOException} where no temporary file can be written. */
    static Offline startOverTls(Vertx vertx) {
        try {
            Path authority = Files.createTempFile("llm-test-bench", ".pem");
            Files.writeString(authority, Simulator.certificate());
            return new Offline(Simulator.startOverTls(vertx, Behaviour.instant()), authority);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that point a provider here: its address, no key, nothing in between. */
    Map<String, String> flags() {
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
