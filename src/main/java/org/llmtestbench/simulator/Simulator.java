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

/** A free provider on the loopback interface. It always gives the same answer to the same prompt. */
public final class Simulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String BASE_PATH = "/v1";
    private static final long CLOSE_SECONDS = 5;

    private final HttpServer server;

    private final String scheme;

    private Simulator(Vertx vertx, SimulatorConfig config, boolean tls) {
        SimulatedModel model = new SimulatedModel(config);
        SimulatorRequestHandler handler =
                new SimulatorRequestHandler(vertx, List.of(new AnthropicRoutes(model), new OpenAiRoutes(model)));
        this.scheme = tls ? "https" : "http";
        // no upgrades to HTTP/2: a client under test would behave differently than with a real provider
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setTcpNoDelay(true)
                        .setAcceptBacklog(1024)
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true)
                        .setSsl(tls)
                        .setUseAlpn(tls)
                        .setKeyCertOptions(tls ? TestCertificate.keys() : null))
                .requestHandler(handler::handle);
    }

    /**
     * Starts a simulator on the loopback interface. Blocks until the port is open; do not call this on an event loop.
     *
     * @param port 0 for any free port
     */
    public static Simulator start(Vertx vertx, SimulatorConfig config, int port) {
        return start(vertx, config, port, false);
    }

    /** Starts a simulator with TLS on any free port. HTTP/2 is used if the client offers it. */
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
        } catch (CompletionException e) {
            throw unusable(port, e.getCause());
        }
        return simulator;
    }

    /** The base URL for clients, such as {@code http://127.0.0.1:8089/v1}. */
    public URI baseUrl() {
        return URI.create(scheme + "://" + HOST + ":" + port() + BASE_PATH);
    }

    /** The self-signed certificate that clients must trust for TLS, as PEM. */
    public static String certificate() {
        return TestCertificate.certificate();
    }

    /** The port that the simulator listens on. */
    public int port() {
        return server.actualPort();
    }

    /**
     * Stops the server and closes all connections. Blocks, so do not call this on an event loop. A second call does
     * nothing. The port can stay in use for a moment, because the JDK releases it in the next cycle of the event loop.
     */
    @Override
    public void close() {
        server.close()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Two servers of one Vert.x instance would share a port without an error; a plain socket tests the port first. */
    private static void requireFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getByName(HOST)).close();
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(port, e);
        }
    }

    private static ProviderException unusable(int port, Throwable cause) {
        return Failure.USAGE
                .because("Port " + port + " on " + HOST + " can't be used: " + cause.getMessage() + ".")
                .hint("Choose another port with --port, or 0 for any free port.")
                .causedBy(cause);
    }
}
