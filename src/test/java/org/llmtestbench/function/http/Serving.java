package org.llmtestbench.function.http;

import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Turn;

/** A server of the function in this process, which all tests of one application share, and vendors for it to ask. */
abstract class Serving {
    private static final Map<VertxHttpServer, URI> RUNNING = new WeakHashMap<>();
    private static final AtomicInteger VENDORS = new AtomicInteger();
    private static final String ROOT = "llm-test-bench.providers.";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> properties = new ArrayList<>();

    @Inject
    VertxHttpServer server;

    private URI address;

    @BeforeEach
    void serve() {
        System.setProperty("llm-test-bench.auth", "none");
        address = RUNNING.computeIfAbsent(server, any -> server.start(Map.of("port", "0"), false));
    }

    @AfterEach
    void clear() throws Exception {
        properties.forEach(System::clearProperty);
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    String address() {
        return address.toString();
    }

    /** A connection to the server, on which anything can be said. */
    RawClient connect() {
        RawClient client = new RawClient(address.getPort());
        open.add(client);
        return client;
    }

    MisbehavingServer vendor(Turn... script) {
        MisbehavingServer vendor = new MisbehavingServer(script);
        open.add(vendor);
        return vendor;
    }

    /** The name of a new provider whose requests go to this vendor; settings are keys and values in turn. */
    String provider(MisbehavingServer vendor, String... settings) {
        String name = "vendor" + VENDORS.incrementAndGet();
        set(name, "base_url", vendor.baseUrl());
        set(name, "api_key_env", "");
        set(name, "use_proxy", "false");
        set(name, "default_model", "a-model");
        set(name, "max_retries", "0");
        for (int i = 0; i < settings.length; i += 2) {
            set(name, settings[i], settings[i + 1]);
        }
        return name;
    }

    private void set(String provider, String key, String value) {
        String property = ROOT + provider + "." + key;
        properties.add(property);
        System.setProperty(property, value);
    }
}
