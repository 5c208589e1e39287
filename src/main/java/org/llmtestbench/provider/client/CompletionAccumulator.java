package org.llmtestbench.provider.client;

import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Utf16;

/** What one attempt received, piece by piece or at once, in our vocabulary. A dialect fills it. */
public final class CompletionAccumulator {
    /** A model does not say as many characters twice in a row. */
    private static final int LONG = 16;

    /** What some servers write in place of no finish reason; the second one in Python. */
    private static final Set<String> NO_REASON = Set.of("null", "None");

    private final Consumer<Delta> onDelta;
    private final Stopwatch stopwatch;

    private final Channel text = new Channel(Delta.Kind.TEXT);
    private final Channel reasoning = new Channel(Delta.Kind.REASONING);
    private final Channel refusal = new Channel(null);
    private final List<String> warnings = new ArrayList<>();
    private final int limit = BodyLimit.bodyBytes();
    private long bytes;
    private boolean toolCalls;
    private String id;
    private String model;
    private FinishReason finishReason;
    private String rawFinishReason;
    private Counts counts;
    private String foreign;

    /**
     * Token counts as the provider sent them; null where it sent none.
     *
     * @param prompt all input tokens, cached ones included
     * @param completion all output tokens, reasoning included
     */
    public record Counts(Long prompt, Long completion, Long total, Long cached, Long cacheWrite, Long reasoning) {

        /** These counts over earlier ones: counts are cumulative, and what is missing has not changed. */
        private Counts over(Counts earlier) {
            boolean keepsPrompt = isNone(prompt) && !isNone(earlier.prompt);
            boolean keepsCompletion = isNone(completion) && !isNone(earlier.completion);
            if (keepsPrompt && keepsCompletion) {
                return earlier;
            }
            return new Counts(
                    keepsPrompt ? earlier.prompt : prompt,
                    keepsCompletion ? earlier.completion : completion,
                    keepsPrompt || keepsCompletion ? null : total,
                    cached == null ? earlier.cached : cached,
                    cacheWrite == null ? earlier.cacheWrite : cacheWrite,
                    reasoning == null ? earlier.reasoning : reasoning);
        }

        private static boolean isNone(Long count) {
            return count == null || count <= 0;
        }
    }

    /** One of the texts in an answer. */
    private final class Channel {
        private final Delta.Kind kind;
        private final StringBuilder whole = new StringBuilder();
        private final SurrogateJoiner surrogates = new SurrogateJoiner();

        /** @param kind of its deltas; null when it has none */
        Channel(Delta.Kind kind) {
            this.kind = kind;
        }

        void receive(String piece) {
            if (piece == null || piece.isEmpty()) {
                return;
            }
            requireRoom(piece);
            // half a character is a sign of the model too
            token(kind == Delta.Kind.TEXT);
            handOver(surrogates.join(piece));
        }

        void end() {
            handOver(surrogates.end());
        }

        private void handOver(String piece) {
            whole.append(piece);
            if (onDelta != null && kind != null && !piece.isEmpty()) {
                onDelta.accept(new Delta(kind, piece));
            }
        }

        boolean isEmpty() {
            return whole.isEmpty();
        }

        boolean is(String text) {
            return whole.length() == text.length() && whole.indexOf(text) == 0;
        }

        @Override
        public String toString() {
            return whole.toString();
        }
    }

    /** @param onDelta null when the answer comes as a whole */
    CompletionAccumulator(Consumer<Delta> onDelta, Stopwatch stopwatch) {
        this.onDelta = onDelta;
        this.stopwatch = stopwatch;
    }

    /** Visible text; null and empty pieces count as nothing. */
    public void text(String piece) {
        text.receive(piece);
    }

    /** Reasoning the model shows; a piece that repeats all of it, as some servers send at the end, is ignored. */
    public void reasoning(String piece) {
        if (piece != null && piece.length() >= LONG && reasoning.is(piece)) {
            return;
        }
        reasoning.receive(piece);
    }

    /** The words of a refusal, which are not part of the answer. */
    public void refusal(String piece) {
        refusal.receive(piece);
    }

    /** What the provider says of a refusal; no token of the model's, and the last word wins. */
    public void refusedFor(String reason) {
        refusal.whole.setLength(0);
        refusal.whole.append(reason);
    }

    /** A call of a tool, or a piece of one. */
    public void toolCall() {
        toolCalls = true;
        token(false);
    }

    /** The id of the answer; a blank one is not one. */
    public void id(String id) {
        this.id = id == null || id.isBlank() ? this.id : id;
    }

    /** The model that answers; a blank one is not one. */
    public void model(String model) {
        this.model = model == null || model.isBlank() ? this.model : model;
    }

    /** Why the model stopped; the last reason wins. A raw reason that is blank, or the word null, is none. */
    public void finish(FinishReason reason, String raw) {
        if (raw == null || raw.isBlank() || NO_REASON.contains(raw)) {
            return;
        }
        finishReason = reason;
        rawFinishReason = raw;
    }

    /** Token counts so far; the last ones win, but zeros do not replace what was counted before. */
    public void counts(Counts latest) {
        if (latest != null) {
            counts = counts == null ? latest : latest.over(counts);
        }
    }

    /** Something a person should know; said once. */
    public void warn(String line) {
        String shown = Utf16.toWellFormed(line);
        if (!warnings.contains(shown)) {
            warnings.add(shown);
        }
    }

    /** Takes the body of a response in which nothing belongs to the protocol. */
    public void foreign(byte[] body) {
        foreign = ErrorBodyParser.look(body, body.length);
    }

    /** Whether the model gave anything that takes tokens. */
    boolean hasContent() {
        return toolCalls || !text.isEmpty() || !reasoning.isEmpty();
    }

    /** Whether a reason to stop was given. */
    public boolean isFinished() {
        return finishReason != null;
    }

    /** There is no more: hands over what was held back. */
    void end() {
        reasoning.end();
        text.end();
        refusal.end();
    }

    private void requireRoom(String piece) {
        bytes += ByteBufUtil.utf8Bytes(piece);
        if (bytes > limit) {
            throw BodyLimit.exceeded("The text of the answer is larger than", limit);
        }
    }

    /** Whether it comes piece by piece. */
    boolean isStreamed() {
        return onDelta != null;
    }

    private void token(boolean visibleText) {
        if (onDelta != null) {
            stopwatch.token(visibleText);
        }
    }

    /** Judges a complete answer: the failure it amounts to, or nothing; may add warnings. */
    Optional<ProviderException> verdict() {
        if (!refusal.isEmpty() || finishReason == FinishReason.REFUSAL) {
            finishReason = FinishReason.REFUSAL;
            return Optional.of(Failure.REFUSED.because(
                    refusal.isEmpty() ? "The model refused to answer." : "The model refused: " + refusal));
        }
        if (finishReason == FinishReason.CONTENT_FILTER) {
            return Optional.of(Failure.REFUSED.because("A content filter stopped the answer."));
        }
        if (finishReason == FinishReason.ERROR) {
            return Optional.of(Failure.UNAVAILABLE.because(
                    "The provider gave up in the middle of the answer (finish reason '" + rawFinishReason + "')."));
        }
        return text.isEmpty() ? withoutText() : withText();
    }

    private Optional<ProviderException> withText() {
        if (finishReason == null) {
            finishReason = FinishReason.UNKNOWN;
            warn("The provider gave no finish reason.");
        } else if (finishReason == FinishReason.UNKNOWN) {
            warn("The provider gave no finish reason that is known: " + rawFinishReason + ".");
        }
        return Optional.empty();
    }

    private Optional<ProviderException> withoutText() {
        if (finishReason == FinishReason.LENGTH) {
            warn("The token limit was reached before any text; reasoning may have used it up.");
        } else if (finishReason == FinishReason.PAUSE) {
            warn("The provider paused before any text.");
        } else if (toolCalls) {
            warn("The model called a tool and gave no text.");
        } else {
            return Optional.of(empty());
        }
        return Optional.empty();
    }

    private ProviderException empty() {
        return foreign == null
                ? Failure.MALFORMED.because("The answer is empty: no text and no tool call"
                        + (rawFinishReason == null ? "." : ", finish reason '" + rawFinishReason + "'."))
                : Failure.MALFORMED
                        .because("The answer is not of this protocol. It begins with " + foreign + ".")
                        .hint("Check base_url and dialect.");
    }

    String text() {
        return text.toString();
    }

    String reasoning() {
        return reasoning.toString();
    }

    String id() {
        return Utf16.toWellFormed(id);
    }

    String model() {
        return Utf16.toWellFormed(model);
    }

    FinishReason finishReason() {
        return finishReason;
    }

    String rawFinishReason() {
        return Utf16.toWellFormed(rawFinishReason);
    }

    List<String> warnings() {
        return warnings;
    }

    Counts counts() {
        return counts;
    }
}
