package org.llmtestbench.it.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A local stand-in for AWS services: the Secrets extension, and S3. */
final class Neighbour implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> objects = new ConcurrentSkipListMap<>();
    private volatile String secret;
    private volatile Map<String, String> headers = Map.of();

    Neighbour() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Sets the secret. */
    void secret(String json) {
        secret = json;
    }

    /** Methods and URLs of all requests, in order. */
    List<String> requests() {
        return requests;
    }

    /** The headers of the latest request, in lower case. */
    Map<String, String> headers() {
        return headers;
    }

    /** The stored objects, by bucket and key. */
    Map<String, String> objects() {
        return objects;
    }

    private void answer(HttpExchange http) throws IOException {
        String address = http.getRequestURI().toString();
        requests.add(http.getRequestMethod() + " " + address);
        Map<String, String> sent = new TreeMap<>();
        http.getRequestHeaders()
                .forEach((name, values) -> sent.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        headers = sent;
        String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = http.getRequestURI().getPath();
        if (path.equals("/secretsmanager/get")) {
            reply(http, secret == null ? 400 : 200, secret == null ? "AccessDeniedException" : wrapped());
        } else if (http.getRequestMethod().equals("PUT")) {
            objects.put(path.substring(1), body);
            reply(http, 200, "");
        } else if (http.getRequestURI().getQuery() != null) {
            reply(
                    http,
                    200,
                    listing(
                            path.substring(1),
                            address.replaceAll(".*prefix=", "").replace("%2F", "/")));
        } else {
            reply(http, 200, objects.get(path.substring(1)));
        }
    }

    private String wrapped() {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("ARN", "arn:aws:secretsmanager:eu-central-1:1:secret:keys")
                .put("SecretString", secret)
                .toString();
    }

    private String listing(String bucket, String prefix) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
        objects.keySet().stream()
                .map(name -> name.substring(bucket.length() + 1))
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> xml.append("<Contents><Key>").append(key).append("</Key></Contents>"));
        return xml.append("</ListBucketResult>").toString();
    }

    private static void reply(HttpExchange http, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        http.getResponseBody().write(bytes);
        http.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
