package org.llmtestbench.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of one S3 bucket. It uses the JDK's HTTP client, because it makes only few requests per run. */
final class S3ObjectClient {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int ATTEMPTS = 2;
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>([^<]+)</NextContinuationToken>");
    private static final Pattern CODE = Pattern.compile("<Code>([^<]+)</Code>");

    private final String name;
    private final UnaryOperator<String> environment;

    S3ObjectClient(String name, UnaryOperator<String> environment) {
        this.name = name;
        this.environment = environment;
    }

    /** The S3 URI of an object. */
    String uri(String key) {
        return "s3://" + name + "/" + key;
    }

    /** Stores a report. */
    void put(String key, byte[] json) {
        send("PUT", "/" + encoded(key), Map.of("content-type", "application/json"), json, uri(key));
    }

    /** Reads an object. */
    byte[] read(String key) {
        return send("GET", "/" + encoded(key), Map.of(), new byte[0], uri(key));
    }

    /** All keys with this prefix. */
    List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        String continuation = "";
        do {
            // sorted by name, as the signature requires
            String query =
                    "?" + continuation + "list-type=2&prefix=" + URLEncoder.encode(prefix, StandardCharsets.UTF_8);
            byte[] xml = send("GET", query, Map.of(), new byte[0], uri(prefix));
            String text = new String(xml, StandardCharsets.UTF_8);
            KEY.matcher(text).results().forEach(key -> keys.add(key.group(1)));
            Matcher next = NEXT.matcher(text);
            continuation = next.find()
                    ? "continuation-token=" + URLEncoder.encode(next.group(1), StandardCharsets.UTF_8) + "&"
                    : "";
        } while (!continuation.isEmpty());
        return keys;
    }

    private byte[] send(String method, String path, Map<String, String> headers, byte[] body, String uri) {
        try {
            IOException last = null;
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                try {
                    return once(method, URI.create(address() + path), headers, body);
                } catch (RetryableException e) {
                    last = e;
                }
            }
            throw last;
        } catch (IOException e) {
            throw new ReportStoreException(uri, e);
        }
    }

    /** Path-style, because S3's wildcard certificate does not match bucket names with dots. */
    private String address() {
        String endpoint = environment.apply("AWS_ENDPOINT_URL_S3");
        String suffix = region().startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return (endpoint == null ? "https://s3." + region() + suffix : endpoint) + "/" + name;
    }

    private String region() {
        String region = environment.apply("AWS_REGION");
        return region == null ? "us-east-1" : region;
    }

    private byte[] once(String method, URI uri, Map<String, String> headers, byte[] body) throws IOException {
        AwsV4Signer signer = new AwsV4Signer(AwsCredentials.of(environment), region(), "s3", Instant.now());
        HttpURLConnection http = (HttpURLConnection) uri.toURL().openConnection();
        http.setRequestMethod(method);
        http.setConnectTimeout(TIMEOUT_MILLIS);
        http.setReadTimeout(TIMEOUT_MILLIS);
        http.setInstanceFollowRedirects(false);
        signer.headers(method, uri, headers, body).forEach(http::setRequestProperty);
        if (body.length > 0) {
            http.setDoOutput(true);
            http.setFixedLengthStreamingMode(body.length);
        }
        int status;
        try {
            if (body.length > 0) {
                http.getOutputStream().write(body);
            }
            status = http.getResponseCode();
        } catch (IOException e) {
            throw new RetryableException("S3 can't be reached (" + e.getMessage() + ")");
        }
        if (status == 200) {
            return http.getInputStream().readAllBytes();
        }
        String why = "S3 answered HTTP " + status + code(http);
        throw status >= 500 ? new RetryableException(why) : new IOException(why);
    }

    private static String code(HttpURLConnection http) throws IOException {
        try (InputStream body = http.getErrorStream()) {
            Matcher code =
                    CODE.matcher(body == null ? "" : new String(body.readNBytes(10_000), StandardCharsets.UTF_8));
            return code.find() ? " " + code.group(1) : "";
        }
    }

    /** Encodes a key as S3 signatures require: all characters except letters, digits, {@code -_.~} and slashes. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** An error after which the request is retried. */
    private static final class RetryableException extends IOException {
        private static final long serialVersionUID = 1;

        RetryableException(String why) {
            super(why);
        }
    }
}
