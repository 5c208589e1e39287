package org.llmtestbench.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;

/** The server as a process: prints its port, and ends when its input does. */
public final class Loopback {
    private Loopback() {}

    /** Serves on one thread, ready-made bytes alone. */
    public static void main(String... args) throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true).setAcceptBacklog(4096))
                .connectHandler(socket -> socket.handler(new Visitor(vertx, socket)))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()))
                .onFailure(cause -> System.exit(1));
        while (System.in.read() >= 0) {
            // whoever started it is still there
        }
        System.exit(0);
    }
}
