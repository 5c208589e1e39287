package org.llmtestbench.resilience;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** An HTTP answer and how it is handed over; every method gives another one. It is complete unless told otherwise. */
public final class Reply implements Turn {
    private enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private final String head;
    private final byte[] body;
    private final Framing framing;
    private final int pieceSize;
    private final Duration interval;
    private final int cut;

    private Reply(String head, byte[] body, Framing framing, int pieceSize, Duration interval, int cut) {
        this.head = head;
        this.body = body;
        this.framing = framing;
        this.pieceSize = pieceSize;
        this.interval = interval;
        this.cut = cut;
    }

    /** An answer with an empty body. */
    public static Reply status(int status) {
        return new Reply("HTTP/1.1 " + status + " Torture\r\n", new byte[0], Framing.LENGTH, 1 << 16, null, -1);
    }

    /** A JSON body. */
    public static Reply json(int status, String json) {
        return status(status).header("content-type", "application/json").body(json);
    }

    /** An HTML page. */
    public static Reply html(int status, String html) {
        return status(status).header("content-type", "text/html; charset=utf-8").body(html);
    }

    /** A stream of server-sent events, chunked. */
    public static Reply events(String events) {
        return status(200)
                .header("content-type", "text/event-stream")
                .body(events)
                .chunked();
    }

    /** Adds a header. */
    public Reply header(String name, String value) {
        return new Reply(head + name + ": " + value + "\r\n", body, framing, pieceSize, interval, cut);
    }

    /** Another body. */
    public Reply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Another body. */
    public Reply body(byte[] bytes) {
        return new Reply(head, bytes, framing, pieceSize, interval, cut);
    }

    /** The body compressed, and a header that says so. */
    public Reply gzipped() {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header("content-encoding", "gzip").body(zipped.toByteArray());
    }

    /** In chunks; each {@linkplain #inPieces piece} is one. */
    public Reply chunked() {
        return new Reply(head, body, Framing.CHUNKED, pieceSize, interval, cut);
    }

    /** Neither length nor chunks: the body ends with the connection. */
    public Reply untilClose() {
        return new Reply(head, body, Framing.UNTIL_CLOSE, pieceSize, interval, cut);
    }

    /** Hands over so many bytes of the body at a time. */
    public Reply inPieces(int bytes) {
        return new Reply(head, body, framing, bytes, interval, cut);
    }

    /** Waits that long before each piece. */
    public Reply every(Duration pause) {
        return new Reply(head, body, framing, pieceSize, pause, cut);
    }

    /** Begins the body as if it were whole, and closes the connection after so many bytes of it. */
    public Reply cutAfter(int bytes) {
        return new Reply(head, body, framing, pieceSize, interval, bytes);
    }

    /** Sends the body, but not what says that it is whole, and closes the connection. */
    public Reply cut() {
        return cutAfter(body.length);
    }

    /** Promises the body as a whole and sends this many bytes of it; then comes the other turn. */
    public Turn upTo(int bytes, Turn next) {
        return cutAfter(bytes).then(next);
    }

    /** The body again and again, until the client goes away; chunked. */
    public Turn endlessly() {
        Reply endless = chunked();
        return peer -> {
            peer.send(endless.headers());
            while (true) {
                endless.sendPieces(peer, body.length);
            }
        };
    }

    @Override
    public boolean play(Peer peer) throws IOException {
        peer.send(headers());
        sendPieces(peer, cut < 0 ? body.length : cut);
        if (cut >= 0 || framing == Framing.UNTIL_CLOSE) {
            return false;
        }
        if (framing == Framing.CHUNKED) {
            peer.send("0\r\n\r\n");
        }
        return true;
    }

    private String headers() {
        return switch (framing) {
            case LENGTH -> head + "content-length: " + body.length + "\r\n\r\n";
            case CHUNKED -> head + "transfer-encoding: chunked\r\n\r\n";
            case UNTIL_CLOSE -> head + "connection: close\r\n\r\n";
        };
    }

    private void sendPieces(Peer peer, int end) throws IOException {
        for (int from = 0; from < end; from += pieceSize) {
            if (interval != null) {
                peer.pause(interval);
            }
            byte[] piece = Arrays.copyOfRange(body, from, Math.min(from + pieceSize, end));
            peer.send(framing == Framing.CHUNKED ? chunk(piece) : piece);
        }
    }

    private static byte[] chunk(byte[] piece) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(piece.length + 16);
        chunk.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(piece);
        chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }
}
