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
 * One request over one connection to a server of AWS's beside us, on a plain socket: no client of the JDK sends trailers,
 * and loading one would take longer than all that is said here.
 */
final class SocketHttpClient implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LONGEST_LINE = 64 << 10;

    /** What came back. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        /** Empty text when there is no such header. */
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
        socket.connect(new InetSocketAddress(name, port), CONNECT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMillis);
        out = new BufferedOutputStream(socket.getOutputStream());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Connects.
     *
     * @param host with its port
     * @param timeoutMillis of the longest silence; 0 for any
     */
    static SocketHttpClient to(String host, int timeoutMillis) throws IOException {
        return new SocketHttpClient(host, timeoutMillis);
    }

    /** Asks for something. */
    Answer ask(String path, Map<String, String> headers) throws IOException {
        head("GET", path, headers);
        out.flush();
        return answer();
    }

    /** Hands something over as a whole. */
    Answer post(String path, Map<String, String> headers, byte[] body) throws IOException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Length", String.valueOf(body.length));
        head("POST", path, all);
        out.write(body);
        out.flush();
        return answer();
    }

    /** Begins to hand something over piece by piece. */
    void begin(String path, Map<String, String> headers) throws IOException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Transfer-Encoding", "chunked");
        head("POST", path, all);
    }

    /** The next piece, which leaves at once. */
    void piece(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            line(Integer.toHexString(bytes.length));
            out.write(bytes);
            line("");
            out.flush();
        }
    }

    /** The end of the pieces. */
    Answer end(Map<String, String> trailers) throws IOException {
        line("0");
        for (Map.Entry<String, String> trailer : trailers.entrySet()) {
            line(trailer.getKey() + ": " + trailer.getValue());
        }
        line("");
        out.flush();
        return answer();
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

    private Answer answer() throws IOException {
        String[] status = readLine().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/") || !status[1].matches("\\d{3}")) {
            throw new IOException("What answers at " + host + " does not speak HTTP.");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(status[1]), headers, body(headers));
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
            throw new EOFException("The answer of " + host + " was cut.");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("The answer of " + host + " was cut.");
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
