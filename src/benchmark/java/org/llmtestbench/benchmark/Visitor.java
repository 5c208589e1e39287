package org.llmtestbench.benchmark;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to the server: as much HTTP as answering takes. */
final class Visitor implements Handler<Buffer> {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LAST_CHUNK = "0\r\n\r\n";
    private static final String STREAM_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
            + "x-request-id: req_123\r\ntransfer-encoding: chunked\r\n\r\n";
    private static final Map<Script, Buffer> WHOLE = new EnumMap<>(Script.class);
    private static final Map<Script, Buffer> AT_ONCE = new EnumMap<>(Script.class);
    private static final Map<Script, Buffer> TOKEN = new EnumMap<>(Script.class);

    static {
        for (Script script : Script.values()) {
            String body = script.whole("Hello! How can I assist you today?");
            WHOLE.put(
                    script,
                    Buffer.buffer("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_123\r\n"
                            + "content-length: " + body.length() + END_OF_HEAD + body));
            TOKEN.put(script, Buffer.buffer(chunks(script.token(Script.WORD))));
            AT_ONCE.put(script, Buffer.buffer(stream(script, Scenario.DECODE.tokens)));
        }
    }

    private final Vertx vertx;
    private final NetSocket socket;
    private String pending = "";

    Visitor(Vertx vertx, NetSocket socket) {
        this.vertx = vertx;
        this.socket = socket;
    }

    @Override
    public void handle(Buffer bytes) {
        pending += bytes.toString(StandardCharsets.ISO_8859_1);
        int head = pending.indexOf(END_OF_HEAD);
        if (head < 0) {
            return;
        }
        Matcher length = LENGTH.matcher(pending).region(0, head);
        boolean complete = length.find()
                ? pending.length() == head + END_OF_HEAD.length() + Integer.parseInt(length.group(1))
                : pending.endsWith(LAST_CHUNK);
        if (complete) {
            String request = pending;
            pending = "";
            answer(request);
        }
    }

    private void answer(String request) {
        long received = System.nanoTime();
        Script script = request.startsWith("POST /v1/messages") ? Script.ANTHROPIC : Script.OPENAI;
        Scenario scenario = Scenario.in(request);
        if (scenario == Scenario.WHOLE) {
            socket.write(WHOLE.get(script));
        } else if (scenario.isPaced()) {
            vertx.setTimer(Scenario.THINKING_MILLIS, timer -> begin(script, scenario, received));
        } else {
            socket.write(AT_ONCE.get(script));
        }
    }

    /** The first token says when the request came and when the token went. */
    private void begin(Script script, Scenario scenario, long received) {
        String stamps = received + ":" + System.nanoTime();
        socket.write(Buffer.buffer(STREAM_HEAD + chunks(script.opening()) + chunks(script.token(stamps))));
        int[] sent = {1};
        vertx.setPeriodic(scenario.pauseMillis, timer -> {
            if (sent[0]++ < scenario.tokens) {
                socket.write(scenario == Scenario.EACH ? stamped(script, received) : TOKEN.get(script));
            } else {
                vertx.cancelTimer(timer);
                socket.write(Buffer.buffer(chunks(script.closing(scenario.tokens)) + LAST_CHUNK));
            }
        });
    }

    private static Buffer stamped(Script script, long received) {
        return Buffer.buffer(chunks(script.token(received + ":" + System.nanoTime())));
    }

    private static String stream(Script script, int tokens) {
        return STREAM_HEAD
                + chunks(script.opening())
                + chunks(script.token(Script.WORD)).repeat(tokens)
                + chunks(script.closing(tokens))
                + LAST_CHUNK;
    }

    /** Each event in a chunk of its own, as servers that flush send them. */
    private static String chunks(String events) {
        List<String> parts = Arrays.asList(events.split("(?<=\n\n)"));
        return String.join(
                "",
                parts.stream()
                        .map(part -> Integer.toHexString(part.length()) + "\r\n" + part + "\r\n")
                        .toList());
    }
}
