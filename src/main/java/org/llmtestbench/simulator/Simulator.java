package org.llmtestbench.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** A provider that runs on this machine alone, costs nothing and answers the same prompt with the same words. */
public final class Simulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String BASE = "/v1";
    private static final long CLOSE_SECONDS = 5;

    private final HttpServer server;

    private final String scheme;

    private Simulator(Vertx vertx, SimulatorConfig config, boolean tls) {
        SimulatedModel model = new SimulatedModel(config);
        SimulatorRequestHandler handler =
                new SimulatorRequestHandler(vertx, List.of(new AnthropicRoutes(model), new OpenAiRoutes(model)));
        this.scheme = tls ? "https" : "http";
        // Upgrades to HTTP/2 would hide from a client under test how its provider really answers.
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setTcpNoDelay(true)
                        .setAcceptBacklog(1024)
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true)
                        .setSsl(tls)
                        .setUseAlpn(tls)
                        .setKeyCertOptions(tls ? TestCertificate.keys() : null))
                .requestHandler(handler::take);
    }

    /**
     * Starts answering on the loopback interface. Blocks until the port is open, so don't call it on an event loop.
     *
     * @param port 0 for any free one
     */
    public static Simulator start(Vertx vertx, SimulatorConfig config, int port) {
        return start(vertx, config, port, false);
    }

    /** The same over TLS, with HTTP/2 where the client wants it, on any free port. */
    public static Simulator startOverTls(Vertx vertx, SimulatorConfig config) {
        return start(vertx, config, 0, true);
    }

    private static Simulator start(Vertx vertx, SimulatorConfig config, int port, boolean tls) {
        requireFree(port);
        Simulator simulator = new Simulator(vertx, config, tls);
        try {
            simulator
                    .server
                    .listen(port, HOST)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException refused) {
            throw unusable(port, refused.getCause());
        }
        return simulator;
    }

    /** The base address for clients, such as {@code http://127.0.0.1:8089/v1}. */
    public URI baseUrl() {
        return URI.create(scheme + "://" + HOST + ":" + port() + BASE);
    }

    /** Who signed for it over TLS, as PEM: nobody but itself. */
    public static String certificate() {
        return TestCertificate.certificate();
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /**
     * Stops listening and cuts what is under way. Blocks like the start; a second call does nothing. The operating
     * system may hold the port a moment longer: the JDK lets go of it at the event loop's next turn.
     */
    @Override
    public void close() {
        server.close()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Two servers of one Vert.x would share a port without a word, so it is tried with a plain socket first. */
    private static void requireFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getByName(HOST)).close();
        } catch (IOException | IllegalArgumentException taken) {
            throw unusable(port, taken);
        }
    }

    private static ProviderException unusable(int port, Throwable cause) {
        return Failure.USAGE
                .because("Port " + port + " on " + HOST + " can't be used: " + cause.getMessage() + ".")
                .hint("Choose another with --port, or 0 for any free one.")
                .causedBy(cause);
    }
}
