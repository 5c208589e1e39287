package org.llmtestbench.resilience;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one request carried.
 *
 * @param headers by name, in any case; the last one of a name
 */
public record Received(String method, String path, Map<String, String> headers, String body) {

    /** Reads one request to its end, or gives null where the client has no more of them. */
    static Received from(InputStream in) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !"".equals(line); line = line(in)) {
            int colon = line == null ? -1 : line.indexOf(':');
            if (colon < 0) {
                throw new IOException("This is no HTTP, or not all of it.");
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("This server reads no chunked requests.");
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        String[] words = start.split(" ");
        return new Received(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
