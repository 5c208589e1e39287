package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.LongSupplier;
import org.llmtestbench.runner.ResultMapper;

/** What Lambda offers the process that runs a function. */
final class LambdaRuntimeClient {
    private static final String VERSION = "/2018-06-01/runtime/";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
    private static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";

    private final Connector connector;
    private final LongSupplier currentTimeMillis;

    /** Opens a connection, which serves one request. */
    interface Connector {
        SocketHttpClient connect() throws IOException;
    }

    /** @param host with its port, as {@code AWS_LAMBDA_RUNTIME_API} has it */
    LambdaRuntimeClient(String host, LongSupplier currentTimeMillis) {
        this(() -> SocketHttpClient.to(host, 0), currentTimeMillis);
    }

    LambdaRuntimeClient(Connector connector, LongSupplier currentTimeMillis) {
        this.connector = connector;
        this.currentTimeMillis = currentTimeMillis;
    }

    /** Waits for the next event, for as long as it takes. */
    Invocation next() throws IOException {
        SocketHttpClient.Answer event = ask("invocation/next");
        long deadline = Long.parseLong(event.header("lambda-runtime-deadline-ms"));
        // where AWS's own tracers look for it
        System.setProperty("com.amazonaws.xray.traceHeader", event.header("lambda-runtime-trace-id"));
        return Invocation.of(
                event.header("lambda-runtime-aws-request-id"),
                event.body(),
                Duration.ofMillis(Math.max(0, deadline - currentTimeMillis.getAsLong())));
    }

    /** Waits while the process is frozen into a snapshot; returns in each process that is made of it. */
    void awaitRestore() throws IOException {
        ask("restore/next");
    }

    private SocketHttpClient.Answer ask(String path) throws IOException {
        try (SocketHttpClient http = connector.connect()) {
            return accepted(http.ask(VERSION + path, Map.of()));
        }
    }

    /** Answers with one piece of JSON. */
    void answer(String id, byte[] json) throws IOException {
        try (SocketHttpClient http = connector.connect()) {
            accepted(http.post(path(id, "response"), Map.of("Content-Type", "application/json"), json));
        }
    }

    /**
     * Begins an answer that is made as it goes; closing it ends the connection, complete or not. Fails when nothing of it
     * got through.
     */
    Streamed stream(String id, byte[] prelude) throws IOException {
        SocketHttpClient http = connector.connect();
        try {
            http.begin(
                    path(id, "response"),
                    Map.of(
                            "Content-Type",
                            HttpEventResponse.STREAMED_TYPE,
                            "Lambda-Runtime-Function-Response-Mode",
                            "streaming",
                            "Trailer",
                            ERROR_TYPE + ", " + ERROR_BODY));
            http.piece(prelude);
            return new Streamed(http);
        } catch (IOException e) {
            http.close();
            throw e;
        }
    }

    /** An answer on its way. */
    record Streamed(SocketHttpClient http) implements AutoCloseable {
        void piece(byte[] bytes) throws IOException {
            http.piece(bytes);
        }

        void end() throws IOException {
            accepted(http.end(Map.of()));
        }

        /** The status is long sent by now, so what broke is told after the last byte. */
        void breakDown(Throwable why) throws IOException {
            String body = Base64.getEncoder().encodeToString(json(why));
            accepted(http.end(Map.of(ERROR_TYPE, type(why), ERROR_BODY, body)));
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }

    /** The invocation came to nothing. */
    void fail(String id, Throwable why) throws IOException {
        error(path(id, "error"), why);
    }

    /** The function can't be started. */
    void failToStart(Throwable why) throws IOException {
        error(VERSION + "init/error", why);
    }

    /** The function can't go on after a snapshot. */
    void failToRestore(Throwable why) throws IOException {
        error(VERSION + "restore/error", why);
    }

    private void error(String path, Throwable why) throws IOException {
        Map<String, String> headers = Map.of("Content-Type", "application/json", ERROR_TYPE, type(why));
        try (SocketHttpClient http = connector.connect()) {
            accepted(http.post(path, headers, json(why)));
        }
    }

    private static String path(String id, String what) {
        return VERSION + "invocation/" + id + "/" + what;
    }

    /** Such as {@code Function.OutOfTime}. */
    private static String type(Throwable why) {
        return "Function." + why.getClass().getSimpleName();
    }

    private static byte[] json(Throwable why) {
        ObjectNode error = ResultMapper.MAPPER.createObjectNode();
        error.put("errorMessage", why.getMessage() == null ? why.toString() : why.getMessage());
        error.put("errorType", type(why));
        error.putArray("stackTrace");
        try {
            return ResultMapper.MAPPER.writeValueAsBytes(error);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SocketHttpClient.Answer accepted(SocketHttpClient.Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException("The Runtime API answered HTTP " + answer.status() + ": " + answer.text());
        }
        return answer;
    }
}
