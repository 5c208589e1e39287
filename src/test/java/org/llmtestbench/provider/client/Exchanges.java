package org.llmtestbench.provider.client;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.TokenUsage;

/** Exchanges for tests of dialects, and what was put into them. */
public final class Exchanges {
    private final List<Delta> deltas = new ArrayList<>();
    private final CallAttempt attempt;

    /** One exchange that came back with this status. */
    public Exchanges(int status) {
        Stopwatch stopwatch = new Stopwatch(System::nanoTime);
        CompletionAccumulator accumulator = new CompletionAccumulator(deltas::add, stopwatch);
        attempt = new CallAttempt(Endpoints.at("http://127.0.0.1:9/v1"), "the-model", 1, null, stopwatch, accumulator);
        attempt.responded(status, name -> null);
    }

    /** Where a dialect puts what it reads. */
    public CallAttempt exchange() {
        return attempt;
    }

    /**
     * Reads the pieces of a body as the answer to a request for a stream.
     *
     * @param whole takes a body that is no stream
     * @return what the reading failed with, or null
     */
    public Throwable read(SseEventHandler reader, Consumer<byte[]> whole, List<byte[]> pieces) {
        Incoming incoming = new Incoming();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Uni.createFrom()
                .<Void>emitter(emitter ->
                        new ResponseReader(attempt, reader, whole, emitter).begin(incoming.response(), new Unneeded()))
                .subscribe()
                .with(nothing -> {}, thrown::set);
        pieces.forEach(piece -> incoming.bytes.handle(Buffer.buffer(piece)));
        incoming.end.handle(null);
        return thrown.get();
    }

    /** There is no request. */
    private static final class Unneeded implements ResponseReader.Source {
        @Override
        public void cancel() {}

        @Override
        public void drain() {}

        @Override
        public void ended() {}
    }

    /** A response of the HTTP client with status 200, as far as it is looked at. */
    private static final class Incoming {
        private Handler<Buffer> bytes;
        private Handler<Void> end;

        @SuppressWarnings("unchecked")
        HttpClientResponse response() {
            return (HttpClientResponse) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {HttpClientResponse.class}, (proxy, method, args) -> {
                        switch (method.getName()) {
                            case "handler" -> bytes = (Handler<Buffer>) args[0];
                            case "endHandler" -> end = (Handler<Void>) args[0];
                            case "statusCode" -> {
                                return 200;
                            }
                            default -> {
                                // no headers, and nothing breaks
                            }
                        }
                        return method.getReturnType().isInstance(proxy) ? proxy : null;
                    });
        }
    }

    /** The pieces that were handed over, as {@code TEXT:Hello}. */
    public List<String> deltas() {
        return deltas.stream().map(d -> d.kind() + ":" + d.text()).toList();
    }

    /** Whether the first token came. */
    public boolean hasToken() {
        return attempt.hasEmitted();
    }

    /** The text so far. */
    public String text() {
        return attempt.answer().text();
    }

    /** Whether the time to the first token is known. */
    public boolean sawToken() {
        return attempt.stopwatch().sawToken();
    }

    /** The answer's id. */
    public String id() {
        return attempt.answer().id();
    }

    /** The normalised reason. */
    public FinishReason finishReason() {
        return attempt.answer().finishReason();
    }

    /** The token counts; estimated ones are 1 and 1. */
    public TokenUsage usage() {
        return UsageNormalizer.of(attempt.answer()).tokens(() -> 1, () -> 1, attempt.answer()::warn);
    }

    /** The failure that a complete answer amounts to. */
    public Optional<ProviderException> verdict() {
        return attempt.answer().verdict();
    }

    /** The warnings so far. */
    public List<String> warnings() {
        return attempt.answer().warnings();
    }
}
