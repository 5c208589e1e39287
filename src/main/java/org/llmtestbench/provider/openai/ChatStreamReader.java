package org.llmtestbench.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.ErrorBodyParser;
import org.llmtestbench.provider.client.Json;
import org.llmtestbench.provider.client.SseEventHandler;
import org.llmtestbench.provider.client.SseJsonReader;

/** Reads the events of one streamed chat completion. The last event is {@code [DONE]}. */
final class ChatStreamReader implements SseEventHandler {
    private static final int OK = 200;

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final SseJsonReader<ChatCompletion> events;
    private final CallAttempt attempt;
    private final Function<ChatCompletion.Choice, ChatCompletion.Said> messageOf = this::messageOf;
    private Long choiceIndex;
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
        if (SseJsonReader.isHeartbeat(name, data, length)) {
            return false;
        }
        for (int at = 0; at < length; at = events.next()) {
            if (isDone(data, at, length)) {
                requireEnd(data, at, length);
                return true;
            }
            ChatCompletion chunk = events.read(data, at, length);
            if (!chunk.isHeartbeat()) {
                events.note(chunk.isKnown());
            }
            choiceIndex = choiceIndex == null ? chunk.firstChoiceIndex() : choiceIndex;
            chunk.addTo(attempt.answer(), choiceIndex, messageOf);
            requireNoError(chunk, attempt, choiceIndex, data, at, events.next());
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

    @Override
    public Optional<String> unread() {
        return events.unread();
    }

    /**
     * The delta, once any chunk had one; otherwise the message. Some servers send a {@code delta} and also repeat the
     * text so far as {@code message} in every chunk; others never send a {@code delta}.
     */
    private ChatCompletion.Said messageOf(ChatCompletion.Choice choice) {
        sawDelta = sawDelta || choice.delta() != null;
        return sawDelta ? choice.delta() : choice.message();
    }

    /** Reads a response that is not streamed. Throws the error in the body, if there is one. */
    static void readWhole(byte[] body, CallAttempt attempt) {
        ChatCompletion completion = Json.read(body, ChatCompletion.class, attempt.answer()::warn);
        Long choiceIndex = completion.firstChoiceIndex();
        completion.addTo(
                attempt.answer(), choiceIndex, choice -> choice.message() == null ? choice.delta() : choice.message());
        requireNoError(completion, attempt, choiceIndex, body, 0, body.length);
        if (!completion.isKnown()) {
            attempt.answer().foreign(body);
        }
    }

    private static void requireNoError(
            ChatCompletion completion, CallAttempt attempt, Long choiceIndex, byte[] data, int from, int to) {
        if (!completion.isAnswer()) {
            attempt.requireNoError(data, from, to);
        }
        completion.error(choiceIndex).ifPresent(error -> {
            throw attempt.refusal(error);
        });
    }

    /** Whether the data is {@code [DONE]}, possibly with blanks around it. */
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

    /** Without a blank line between them, several events are one event, and the terminator may not be its last line. */
    private static void requireEnd(byte[] data, int from, int length) {
        String rest = new String(data, from, length - from, StandardCharsets.UTF_8)
                .strip()
                .substring(DONE.length)
                .strip();
        if (!rest.isEmpty()) {
            throw Failure.MALFORMED.because("The stream continues after its terminator.");
        }
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}
