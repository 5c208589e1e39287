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

/** The function as an HTTP server of this process. */
@Singleton
public class VertxHttpServer {
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
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
     * Begins to answer, warms up, and returns the base address when the first caller will be served as well as all
     * others. Blocks until then, so don't call it on an event loop.
     *
     * @param flags settings that win over the configured ones, by key
     * @param offline whether a simulator stands in for all providers
     */
    public URI start(Map<String, String> flags, boolean offline) {
        ServerConfig wanted = ServerConfig.of(settings, flags);
        grace = wanted.grace();
        authenticationGate.requireSafe(wanted.host(), offline);
        requireFree(wanted);
        if (offline) {
            simulator = SimulatorSession.start(vertx);
            providers.standIn(simulator.flags());
        }
        http = listening(wanted);
        shutdown.onShutdown(this::stop);
        telemetry.begin();
        warmup.ofDialects();
        shutdown.ready();
        String host = wanted.host().contains(":") ? "[" + wanted.host() + "]" : wanted.host();
        return URI.create("http://" + host + ":" + http.actualPort());
    }

    /** Upgrades to HTTP/2 are not offered: a proxy in front speaks 1.1 behind, and one protocol is one set of limits. */
    private HttpServer listening(ServerConfig wanted) {
        ConnectionHandler connections = new ConnectionHandler(vertx, router, wanted.maxBody(), shutdown, inFlight);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setTcpNoDelay(true)
                        .setAcceptBacklog(1024)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength(8 << 10)
                        .setMaxHeaderSize(16 << 10))
                .connectionHandler(connections::connected)
                .requestHandler(connections::take)
                .invalidRequestHandler(connections::refuse);
        try {
            server.listen(wanted.port(), wanted.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return server;
        } catch (CompletionException refused) {
            throw unusable(wanted, refused.getCause());
        }
    }

    /**
     * Takes nothing new, lets what is under way finish within the time of grace, and then ends it with its last words.
     * Blocks until all is told and the port is closed.
     */
    public void stop() {
        shutdown.end();
        if (!inFlight.await(grace)) {
            shutdown.cut();
            inFlight.await(LAST_WORDS);
        }
        CompletableFuture<Void> closed = http.close().toCompletionStage().toCompletableFuture();
        closed.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
        simulator.close();
    }

    /** Two servers of one Vert.x would share a port without a word, so it is tried with a plain socket first. */
    private static void requireFree(ServerConfig wanted) {
        try {
            new ServerSocket(wanted.port(), 1, InetAddress.getByName(wanted.host())).close();
        } catch (IOException taken) {
            throw unusable(wanted, taken);
        }
    }

    private static ProviderException unusable(ServerConfig wanted, Throwable cause) {
        return Failure.USAGE
                .because("Port " + wanted.port() + " on " + wanted.host() + " can't be used: " + cause.getMessage()
                        + ".")
                .hint("Choose another with --port, or 0 for any free one; --host says at which address.")
                .causedBy(cause);
    }
}
