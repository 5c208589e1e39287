package org.llmtestbench.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A collector on loopback that receives and parses OTLP over HTTP. */
public final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int status;
    private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    private Collector(int status) {
        this.status = status;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts a collector that accepts everything. */
    public static Collector start() {
        return new Collector(200);
    }

    /** Starts a collector that responds with this status; with 0 it never responds. */
    public static Collector answering(int status) {
        return new Collector(status);
    }

    /** The base URL for clients. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        bodies.add(body);
        exchange.getRequestHeaders().forEach((name, values) -> headers.add(name + ": " + String.join(",", values)));
        if (status == 0) {
            awaitClose();
        }
        switch (exchange.getRequestURI().getPath()) {
            case "/v1/traces" -> traces.add(ExportTraceServiceRequest.parseFrom(body));
            case "/v1/metrics" -> metrics.add(ExportMetricsServiceRequest.parseFrom(body));
            default -> throw new IOException("unknown path");
        }
        exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
        exchange.sendResponseHeaders(status == 0 ? 200 : status, -1);
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All spans so far, in the order of their arrival. */
    public List<Span> spans() {
        return traces.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The latest state of each metric, by name. */
    public Map<String, Metric> metrics() {
        Map<String, Metric> all = new TreeMap<>();
        metrics.stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .forEach(metric -> all.put(metric.getName(), metric));
        return all;
    }

    /** The attributes of the resource in the first request. */
    public Map<String, Object> resource() {
        return attributes(traces.get(0).getResourceSpans(0).getResource().getAttributesList());
    }

    /** Every header of every request. */
    public List<String> headers() {
        return headers;
    }

    /** All bodies, decoded as Latin-1. */
    public String everything() {
        StringBuilder all = new StringBuilder();
        bodies.forEach(body -> all.append(new String(body, java.nio.charset.StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    /** The number of requests so far. */
    public int requests() {
        return bodies.size();
    }

    /** Names and values as Java objects. */
    public static Map<String, Object> attributes(List<KeyValue> pairs) {
        Map<String, Object> all = new TreeMap<>();
        pairs.forEach(pair -> all.put(pair.getKey(), value(pair.getValue())));
        return all;
    }

    private static Object value(AnyValue any) {
        return switch (any.getValueCase()) {
            case STRING_VALUE -> any.getStringValue();
            case INT_VALUE -> any.getIntValue();
            case DOUBLE_VALUE -> any.getDoubleValue();
            case BOOL_VALUE -> any.getBoolValue();
            case ARRAY_VALUE ->
                any.getArrayValue().getValuesList().stream()
                        .map(Collector::value)
                        .toList();
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
