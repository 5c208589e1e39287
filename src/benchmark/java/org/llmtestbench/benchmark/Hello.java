package org.llmtestbench.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;

/** The least that a server on the same ground can be: says its address, and hello. */
public final class Hello {
    private Hello() {}

    /** Serves until it is told to end. */
    public static void main(String... args) {
        Vertx.vertx()
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.response().end("hello"))
                .listen()
                .onSuccess(server -> System.out.println("http://127.0.0.1:" + server.actualPort()));
    }
}
