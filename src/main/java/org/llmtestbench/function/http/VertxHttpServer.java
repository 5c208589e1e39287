package org.llmtestbench.function.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.function.ServerConfig;
import org.llmtestbench.function.ServerTelemetry;
import org.llmtestbench.function.ShutdownCoordinator;
import org.llmtestbench.function.auth.AuthenticationGate;
import org.llmtestbench.function.routes.Router;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.runner.Warmup;
import org.llmtestbench.simulator.SimulatorSession;

/** The HTTP/1.1 server of the function. */
@Singleton
public class VertxHttpServer {
    /** The time for sending error responses after a forced shutdown. */
    private static final Duration ERROR_RESPONSE_TIMEOUT = Duration.ofSeconds(3);

    private static final int CLOSE_SECONDS = 5;

    private final Vertx vertx;
    private final Router router;
    private final AuthenticationGate authenticationGate;
    private final SettingsLoader settings;
    private final ProviderResolver providers;
    private final ShutdownCoordinator shutdown;
    private final Warmup warmup;
    private final ServerTelemetry telemetry;
    private final InFlightRequests inFlight = new InFlightRequests();
    private HttpServer http;
    private Duration grace;
    private SimulatorSession simulator = SimulatorSession.NONE;

    VertxHttpServer(
            Vertx vertx,
            Router router,
            AuthenticationGate authenticationGate,
            SettingsLoader settings,
            ProviderResolver providers,
            ShutdownCoordinator shutdown,
            Warmup warmup,
            ServerTelemetry telemetry) {
        this.vertx = vertx;
        this.router = router;
        this.authenticationGate = authenticationGate;
        this.settings = settings;
        this.providers = providers;
        this.shutdown = shutdown;
        this.warmup = warmup;
        this.telemetry = telemetry;
    }

    /**
     * Starts the server, warms up, and returns the base URL. Blocks until the warm-up is complete, so it must not be
     * called on an event loop.
     *
     * @param flags settings that take precedence over the configuration, by key
     * @param offline whether a simulator replaces all providers
     */
    public URI start(Map<String, String> flags, boolean offline) {
        ServerConfig config = ServerConfig.of(settings, flags);
        grace = config.grace();
        authenticationGate.requireSafe(config.host(), offline);
        requireFree(config);
        if (offline) {
            simulator = SimulatorSession.start(vertx);
            providers.useSimulator(simulator.flags());
        }
        http = listen(config);
        shutdown.onShutdown(this::stop);
        telemetry.start();
        warmup.warmUpAllDialects();
        shutdown.markReady();
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create("http://" + host + ":" + http.actualPort());
    }

    /** HTTP/2 is off: proxies use HTTP/1.1 to their upstream servers, and one protocol needs only one set of limits. */
    private HttpServer listen(ServerConfig config) {
        ConnectionHandler connections = new ConnectionHandler(vertx, router, config.maxBody(), shutdown, inFlight);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setTcpNoDelay(true)
                        .setAcceptBacklog(1024)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength(8 << 10)
                        .setMaxHeaderSize(16 << 10))
                .connectionHandler(connections::connected)
                .requestHandler(connections::handle)
                .invalidRequestHandler(connections::refuse);
        try {
            server.listen(config.port(), config.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return server;
        } catch (CompletionException refused) {
            throw unusable(config, refused.getCause());
        }
    }

    /**
     * Stops the server: accepts no new work, waits for the requests in progress for the grace period, then ends them
     * with an error. Blocks until the port is closed.
     */
    public void stop() {
        shutdown.begin();
        if (!inFlight.await(grace)) {
            shutdown.force();
            inFlight.await(ERROR_RESPONSE_TIMEOUT);
        }
        CompletableFuture<Void> closed = http.close().toCompletionStage().toCompletableFuture();
        closed.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
        simulator.close();
    }

    /**
     * Two servers of one Vert.x instance would silently share a port, so a plain socket checks first that it is free.
     */
    private static void requireFree(ServerConfig config) {
        try {
            new ServerSocket(config.port(), 1, InetAddress.getByName(config.host())).close();
        } catch (IOException taken) {
            throw unusable(config, taken);
        }
    }

    private static ProviderException unusable(ServerConfig config, Throwable cause) {
        return Failure.USAGE
                .because("Port " + config.port() + " on " + config.host() + " can't be used: " + cause.getMessage()
                        + ".")
                .hint("Choose another port with --port (0 for any free port), or another address with --host.")
                .causedBy(cause);
    }
}
