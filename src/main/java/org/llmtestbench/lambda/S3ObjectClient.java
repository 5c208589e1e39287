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

/** A bucket of S3, over the JDK's own client, which is there anyway where it is needed once in a run. */
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

    /** How people name an object of it. */
    String uri(String key) {
        return "s3://" + name + "/" + key;
    }

    /** Stores a report. */
    void put(String key, byte[] json) {
        send("PUT", "/" + encoded(key), Map.of("content-type", "application/json"), json, uri(key));
    }

    /** What is stored there. */
    byte[] read(String key) {
        return send("GET", "/" + encoded(key), Map.of(), new byte[0], uri(key));
    }

    /** All keys that begin so. */
    List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        String more = "";
        do {
            // in the order in which a signature has them
            String query = "?" + more + "list-type=2&prefix=" + URLEncoder.encode(prefix, StandardCharsets.UTF_8);
            byte[] xml = send("GET", query, Map.of(), new byte[0], uri(prefix));
            String text = new String(xml, StandardCharsets.UTF_8);
            KEY.matcher(text).results().forEach(key -> keys.add(key.group(1)));
            Matcher next = NEXT.matcher(text);
            more = next.find()
                    ? "continuation-token=" + URLEncoder.encode(next.group(1), StandardCharsets.UTF_8) + "&"
                    : "";
        } while (!more.isEmpty());
        return keys;
    }

    private byte[] send(String method, String path, Map<String, String> headers, byte[] body, String what) {
        try {
            IOException last = null;
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                try {
                    return once(method, URI.create(address() + path), headers, body);
                } catch (Passing passing) {
                    last = passing;
                }
            }
            throw last;
        } catch (IOException e) {
            throw new ReportStoreException(what + ": " + e.getMessage(), e);
        }
    }

    /** In the path, because a name with dots is no host that a certificate is for. */
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
            throw new Passing("it can't be reached (" + e.getMessage() + ")");
        }
        if (status == 200) {
            return http.getInputStream().readAllBytes();
        }
        String why = "S3 answered HTTP " + status + code(http);
        throw status >= 500 ? new Passing(why) : new IOException(why);
    }

    private static String code(HttpURLConnection http) throws IOException {
        try (InputStream body = http.getErrorStream()) {
            Matcher code =
                    CODE.matcher(body == null ? "" : new String(body.readNBytes(10_000), StandardCharsets.UTF_8));
            return code.find() ? " " + code.group(1) : "";
        }
    }

    /** Each segment as S3 wants it signed: all but letters, digits and {@code -_.~} escaped. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Why it may be worth to ask again. */
    private static final class Passing extends IOException {
        private static final long serialVersionUID = 1;

        Passing(String why) {
            super(why);
        }
    }
}
