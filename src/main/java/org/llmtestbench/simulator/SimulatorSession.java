package org.llmtestbench.simulator;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A running simulator in this process that replaces a provider. Calls use a real socket.
 *
 * @param simulator null in {@link #NONE}
 * @param caFile the file with the certificate to trust; null without TLS
 */
public record SimulatorSession(Simulator simulator, Path caFile) implements AutoCloseable {
    /** No simulator: calls go to the real providers. */
    public static final SimulatorSession NONE = new SimulatorSession(null, null);

    /** Starts a simulator that answers without delay. */
    public static SimulatorSession start(Vertx vertx) {
        return new SimulatorSession(Simulator.start(vertx, SimulatorConfig.instant(), 0), null);
    }

    /** Starts a simulator with TLS. Throws {@link UncheckedIOException} if no temporary file can be written. */
    public static SimulatorSession startOverTls(Vertx vertx) {
        try {
            Path caFile = Files.createTempFile("llm-test-bench", ".pem");
            Files.writeString(caFile, Simulator.certificate());
            return new SimulatorSession(Simulator.startOverTls(vertx, SimulatorConfig.instant()), caFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that send the calls of a provider to this simulator: base URL, no API key, no proxy. */
    public Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        if (simulator != null) {
            flags.put("base_url", simulator.baseUrl().toString());
            flags.put("api_key_env", "");
            flags.put("use_proxy", "false");
        }
        if (caFile != null) {
            flags.put("ca_file", caFile.toString());
        }
        return flags;
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
        if (caFile != null) {
            caFile.toFile().delete();
        }
    }
}
