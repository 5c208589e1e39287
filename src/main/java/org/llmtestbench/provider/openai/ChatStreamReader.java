package org.llmtestbench.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.ErrorBodyParser;
import org.llmtestbench.provider.client.Json;
import org.llmtestbench.provider.client.SseEventHandler;
import org.llmtestbench.provider.client.SseJsonReader;

/** Reads the events of one streamed chat completion; they end with {@code [DONE]}. */
final class ChatStreamReader implements SseEventHandler {
    private static final int OK = 200;

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    /** Names of events that mean nothing but that the server is alive; their data is a time or a word. */
    private static final Set<String> HEARTBEATS = Set.of("ping", "heartbeat", "keepalive", "keep-alive");

    private final SseJsonReader<ChatCompletion> events;
    private final CallAttempt attempt;
    private final Function<ChatCompletion.Choice, ChatCompletion.Said> reading = this::said;
    private Long shown;
    private boolean sawDelta;

    ChatStreamReader(CallAttempt attempt) {
        this.attempt = attempt;
        this.events = new SseJsonReader<>(ChatCompletion.class, attempt.answer()::warn);
    }

    @Override
    public boolean event(String name, byte[] data, int length) {
        if (name.equals("error")) {
            throw attempt.refusal(ErrorBodyParser.read(OK, Arrays.copyOf(data, length)));
        }
        if (HEARTBEATS.contains(name) && !SseJsonReader.isObject(data, length)) {
            return false;
        }
        for (int at = 0; at < length; at = events.next()) {
            if (isDone(data, at, length)) {
                return true;
            }
            ChatCompletion chunk = events.read(data, at, length);
            if (!chunk.isHeartbeat()) {
                events.note(chunk.isKnown());
            }
            shown = shown == null ? chunk.firstChoice() : shown;
            chunk.addTo(attempt.answer(), shown, reading);
            requireNoError(chunk, attempt, shown, data, at, events.next());
        }
        return false;
    }

    @Override
    public boolean isTruncationPossible() {
        return attempt.answer().isFinished();
    }

    @Override
    public Optional<String> foreign() {
        return events.foreign();
    }

    /** Some servers send the text so far as {@code message} in every chunk; others never send a {@code delta}. */
    private ChatCompletion.Said said(ChatCompletion.Choice choice) {
        sawDelta = sawDelta || choice.delta() != null;
        return sawDelta ? choice.delta() : choice.message();
    }

    /** Reads a whole answer; fails with the error it holds. */
    static void readWhole(byte[] body, CallAttempt attempt) {
        ChatCompletion chat = Json.read(body, ChatCompletion.class, attempt.answer()::warn);
        Long shown = chat.firstChoice();
        chat.addTo(attempt.answer(), shown, choice -> choice.message() == null ? choice.delta() : choice.message());
        requireNoError(chat, attempt, shown, body, 0, body.length);
    }

    private static void requireNoError(
            ChatCompletion chat, CallAttempt attempt, Long shown, byte[] data, int from, int to) {
        if (!chat.isAnswer()) {
            attempt.requireNoError(data, from, to);
        }
        chat.errorInside(shown).ifPresent(error -> {
            throw attempt.refusal(error);
        });
    }

    /** {@code [DONE]}, with whatever blanks around it. */
    private static boolean isDone(byte[] data, int from, int length) {
        int start = from;
        while (start < length && isBlank(data[start])) {
            start++;
        }
        int end = start + DONE.length;
        return end <= length
                && Arrays.equals(data, start, end, DONE, 0, DONE.length)
                && (end == length || isBlank(data[end]));
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}
