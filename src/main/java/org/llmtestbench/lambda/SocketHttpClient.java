package org.llmtestbench.lambda;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A minimal HTTP/1.1 client for one request to a local server of AWS. It uses a plain socket, because the clients of
 * the JDK can't send trailers and take too long to load.
 */
final class SocketHttpClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_LINE_BYTES = 64 << 10;

    /** A response. */
    record HttpResponse(int status, Map<String, String> headers, byte[] body) {
        /** The value of a header; empty if it is missing. */
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final String host;
    private final Socket socket = new Socket();
    private final OutputStream out;
    private final InputStream in;

    private SocketHttpClient(String host, int timeoutMillis) throws IOException {
        this.host = host;
        int colon = host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        int port = colon < 0 ? 80 : Integer.parseInt(host.substring(colon + 1));
        socket.connect(new InetSocketAddress(name, port), CONNECT_TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMillis);
        out = new BufferedOutputStream(socket.getOutputStream());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Connects.
     *
     * @param host host and port
     * @param timeoutMillis the read timeout; 0 for none
     */
    static SocketHttpClient to(String host, int timeoutMillis) throws IOException {
        return new SocketHttpClient(host, timeoutMillis);
    }

    /** Sends a GET request. */
    HttpResponse get(String path, Map<String, String> headers) throws IOException {
        head("GET", path, headers);
        out.flush();
        return response();
    }

    /** Sends a POST request with a complete body. */
    HttpResponse post(String path, Map<String, String> headers, byte[] body) throws IOException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Length", String.valueOf(body.length));
        head("POST", path, all);
        out.write(body);
        out.flush();
        return response();
    }

    /** Starts a POST request with a chunked body. */
    void startPost(String path, Map<String, String> headers) throws IOException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Transfer-Encoding", "chunked");
        head("POST", path, all);
    }

    /** Sends one chunk at once. */
    void sendChunk(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            line(Integer.toHexString(bytes.length));
            out.write(bytes);
            line("");
            out.flush();
        }
    }

    /** Ends the body and reads the response. */
    HttpResponse finish(Map<String, String> trailers) throws IOException {
        line("0");
        for (Map.Entry<String, String> trailer : trailers.entrySet()) {
            line(trailer.getKey() + ": " + trailer.getValue());
        }
        line("");
        out.flush();
        return response();
    }

    private void head(String method, String path, Map<String, String> headers) throws IOException {
        line(method + " " + path + " HTTP/1.1");
        line("Host: " + host);
        line("User-Agent: llm-test-bench");
        line("Connection: close");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            line(header.getKey() + ": " + header.getValue());
        }
        line("");
    }

    private void line(String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private HttpResponse response() throws IOException {
        String[] status = readLine().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/") || !status[1].matches("\\d{3}")) {
            throw new IOException("The server at " + host + " did not answer with HTTP.");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new HttpResponse(Integer.parseInt(status[1]), headers, body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            body.write(exactly(size));
            readLine();
        }
        return body.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(readLine().split(";")[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The response of " + host + " was truncated.");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.size() > MAX_LINE_BYTES) {
                throw new EOFException("The response of " + host + " was truncated.");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
