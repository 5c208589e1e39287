package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.LongSupplier;
import org.llmtestbench.runner.ResultMapper;

/** A client of the Lambda Runtime API. */
final class LambdaRuntimeClient {
    private static final String VERSION = "/2018-06-01/runtime/";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
    private static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";

    private final Connector connector;
    private final LongSupplier currentTimeMillis;

    /** Opens a connection for one request. */
    interface Connector {
        SocketHttpClient connect() throws IOException;
    }

    /** @param host host and port, as in {@code AWS_LAMBDA_RUNTIME_API} */
    LambdaRuntimeClient(String host, LongSupplier currentTimeMillis) {
        this(() -> SocketHttpClient.to(host, 0), currentTimeMillis);
    }

    LambdaRuntimeClient(Connector connector, LongSupplier currentTimeMillis) {
        this.connector = connector;
        this.currentTimeMillis = currentTimeMillis;
    }

    /** Waits for the next event, without a timeout. */
    Invocation next() throws IOException {
        SocketHttpClient.HttpResponse event = get("invocation/next");
        long deadline = Long.parseLong(event.header("lambda-runtime-deadline-ms"));
        // AWS's X-Ray libraries read this property
        System.setProperty("com.amazonaws.xray.traceHeader", event.header("lambda-runtime-trace-id"));
        return Invocation.of(
                event.header("lambda-runtime-aws-request-id"),
                event.body(),
                Duration.ofMillis(Math.max(0, deadline - currentTimeMillis.getAsLong())));
    }

    /** Waits until the process is restored from a snapshot. */
    void awaitRestore() throws IOException {
        get("restore/next");
    }

    private SocketHttpClient.HttpResponse get(String path) throws IOException {
        try (SocketHttpClient http = connector.connect()) {
            return accepted(http.get(VERSION + path, Map.of()));
        }
    }

    /** Sends a complete JSON response. */
    void answer(String id, byte[] json) throws IOException {
        try (SocketHttpClient http = connector.connect()) {
            accepted(http.post(path(id, "response"), Map.of("Content-Type", "application/json"), json));
        }
    }

    /** Starts a streamed response; closing it closes the connection. Fails if the response could not be started. */
    Streamed stream(String id, byte[] prelude) throws IOException {
        SocketHttpClient http = connector.connect();
        try {
            http.startPost(
                    path(id, "response"),
                    Map.of(
                            "Content-Type",
                            HttpEventResponse.STREAMED_TYPE,
                            "Lambda-Runtime-Function-Response-Mode",
                            "streaming",
                            "Trailer",
                            ERROR_TYPE + ", " + ERROR_BODY));
            http.sendChunk(prelude);
            return new Streamed(http);
        } catch (IOException e) {
            http.close();
            throw e;
        }
    }

    /** A streamed response. */
    record Streamed(SocketHttpClient http) implements AutoCloseable {
        void send(byte[] bytes) throws IOException {
            http.sendChunk(bytes);
        }

        void end() throws IOException {
            accepted(http.finish(Map.of()));
        }

        /** Ends the response with an error in the trailers, because the status has already been sent. */
        void fail(Throwable cause) throws IOException {
            String body = Base64.getEncoder().encodeToString(json(cause));
            accepted(http.finish(Map.of(ERROR_TYPE, type(cause), ERROR_BODY, body)));
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }

    /** Reports that the invocation failed. */
    void fail(String id, Throwable cause) throws IOException {
        error(path(id, "error"), cause);
    }

    /** Reports that the function can't start. */
    void failToStart(Throwable cause) throws IOException {
        error(VERSION + "init/error", cause);
    }

    /** Reports that the function can't continue after a restore. */
    void failToRestore(Throwable cause) throws IOException {
        error(VERSION + "restore/error", cause);
    }

    private void error(String path, Throwable cause) throws IOException {
        Map<String, String> headers = Map.of("Content-Type", "application/json", ERROR_TYPE, type(cause));
        try (SocketHttpClient http = connector.connect()) {
            accepted(http.post(path, headers, json(cause)));
        }
    }

    private static String path(String id, String what) {
        return VERSION + "invocation/" + id + "/" + what;
    }

    /** Such as {@code Function.InvocationTimeout}. */
    private static String type(Throwable cause) {
        Class<?> type = cause.getClass();
        boolean isOurs = type.getPackageName().equals(LambdaRuntimeClient.class.getPackageName());
        return "Function." + (isOurs ? type.getSimpleName().replaceFirst("Exception$", "") : type.getSimpleName());
    }

    private static byte[] json(Throwable cause) {
        ObjectNode error = ResultMapper.MAPPER.createObjectNode();
        error.put("errorMessage", cause.getMessage() == null ? cause.toString() : cause.getMessage());
        error.put("errorType", type(cause));
        error.putArray("stackTrace");
        try {
            return ResultMapper.MAPPER.writeValueAsBytes(error);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SocketHttpClient.HttpResponse accepted(SocketHttpClient.HttpResponse answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException("The Runtime API answered HTTP " + answer.status() + ": " + answer.text());
        }
        return answer;
    }
}
