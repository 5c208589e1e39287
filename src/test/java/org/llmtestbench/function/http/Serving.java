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

/** An HTTP server in this process, shared by all tests of one application, and provider servers for it to call. */
abstract class Serving {
    private static final Map<VertxHttpServer, URI> SERVERS = new WeakHashMap<>();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String ROOT = "llm-test-bench.providers.";

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<String> properties = new ArrayList<>();

    @Inject
    VertxHttpServer server;

    private URI address;

    @BeforeEach
    void serve() {
        System.setProperty("llm-test-bench.auth", "none");
        address = SERVERS.computeIfAbsent(server, absent -> server.start(Map.of("port", "0"), false));
    }

    @AfterEach
    void cleanUp() throws Exception {
        properties.forEach(System::clearProperty);
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }

    String address() {
        return address.toString();
    }

    /** A raw connection to the server. */
    RawClient connect() {
        RawClient client = new RawClient(address.getPort());
        resources.add(client);
        return client;
    }

    MisbehavingServer vendor(Turn... turns) {
        MisbehavingServer vendor = new MisbehavingServer(turns);
        resources.add(vendor);
        return vendor;
    }

    /** Configures a new provider that calls this server, and returns its name; settings are keys and values in turn. */
    String provider(MisbehavingServer vendor, String... settings) {
        String name = "vendor" + NAMES.incrementAndGet();
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
