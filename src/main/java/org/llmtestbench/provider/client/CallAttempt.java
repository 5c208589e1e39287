package org.llmtestbench.provider.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.Utf16;

/** One attempt: a request on its way and what came back for it. */
public final class CallAttempt {
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);
    private static final String CONNECTION = "connection";

    private static final String HELD =
            "Whoever reads the answer was slower than the provider and held it up; the times are theirs too.";

    private final Endpoint endpoint;
    private final String model;
    private final int number;
    private Duration waited;
    private String waitReason;
    private final Stopwatch stopwatch;
    private final CompletionAccumulator accumulator;
    private Integer status;
    private UnaryOperator<String> headers = name -> null;
    private String requestIdInBody;
    private boolean newConnection;
    private boolean notProcessed;
    private boolean closed;
    private CallListener listener = CallListener.NONE;
    private Runnable onSend = () -> {};

    /** @param wait what was waited before it began; null when nothing was */
    CallAttempt(
            Endpoint endpoint,
            String model,
            int number,
            Wait wait,
            Stopwatch stopwatch,
            CompletionAccumulator accumulator) {
        this.endpoint = endpoint;
        this.model = model;
        this.number = number;
        this.waited = wait == null ? Duration.ZERO : wait.time();
        this.waitReason = wait == null ? null : wait.reason();
        this.stopwatch = stopwatch;
        this.accumulator = accumulator;
    }

    /**
     * For a call beside the measured ones, such as listing models.
     *
     * @param model empty when it is about none
     */
    static CallAttempt unmeasured(Endpoint endpoint, String model) {
        Stopwatch stopwatch = new Stopwatch(System::nanoTime);
        return new CallAttempt(endpoint, model, 1, null, stopwatch, new CompletionAccumulator(null, stopwatch));
    }

    /** Says who takes what is handed over, and may be slower than the provider. */
    CallAttempt withObserver(CallListener listener) {
        this.listener = listener;
        return this;
    }

    /** Runs this when the request is sent. */
    CallAttempt onSend(Runnable step) {
        onSend = step;
        return this;
    }

    /** The request is sent now; an attempt that ends without this has sent nothing. */
    void sent() {
        onSend.run();
    }

    /** Says that its request must not use a connection that was used before. */
    CallAttempt onNewConnection() {
        newConnection = true;
        return this;
    }

    boolean needsNewConnection() {
        return newConnection;
    }

    /** Whether the listener has room for more. */
    boolean isWritable() {
        return listener.isWritable();
    }

    /** Stops its clocks that blame the provider until the listener has room again, and then goes on. */
    void hold(Runnable goOn) {
        stopwatch.hold();
        listener.onWritable(goOn);
    }

    /** The provider may go on. */
    synchronized void release() {
        if (!closed && stopwatch.release().compareTo(WORTH_TELLING) > 0) {
            accumulator.warn(HELD);
        }
    }

    /** Where the dialect puts what it receives. */
    public CompletionAccumulator answer() {
        return accumulator;
    }

    /** Takes a step in reading what came, unless the attempt is over: by then its answer must not change any more. */
    public synchronized void receive(Runnable step) {
        if (!closed) {
            step.run();
        }
    }

    /** The answer is complete: stops the clock, whatever may still come. */
    public synchronized void complete() {
        accumulator.end();
        stopwatch.stop();
    }

    /** The attempt is over, whoever ended it. */
    synchronized void close() {
        if (!closed) {
            accumulator.end();
        }
        closed = true;
        stopwatch.stop();
    }

    /** How much longer the attempt may go on; what it runs into stands with it. */
    synchronized TimeoutState patience() {
        return TimeoutState.of(
                endpoint.settings().name(), endpoint.settings().timeouts(), stopwatch, accumulator.isStreamed());
    }

    /** The exception that an error reply amounts to. */
    public ProviderException refusal(ErrorResponse reply) {
        Optional<Proxy> proxy = endpoint.route().through();
        if (reply.status() == 407 && proxy.isPresent()) {
            return proxy.get().unauthorized();
        }
        requestIdInBody = redact(Utf16.toWellFormed(reply.requestId()));
        Optional<Duration> wait = RetryAfter.of(headers, reply.details().retryAfter(), Instant.now());
        return new ErrorMessages(endpoint, model, reply.with(headers, wait.orElse(null)), this).exception();
    }

    /** Fails with what the body says when the status is not a success. */
    public void requireAnswer(byte[] body) {
        if (status < 200 || status > 299) {
            throw refusal(ErrorBodyParser.read(status, body));
        }
    }

    /**
     * Fails with the error that a body or an event with status 200 is, if it is one and no answer.
     *
     * @param data holds it between {@code from} and {@code to}
     */
    public void requireNoError(byte[] data, int from, int to) {
        ErrorBodyParser.inside(data, from, to).ifPresent(error -> {
            throw refusal(error);
        });
    }

    void connected(boolean newConnection) {
        receive(() -> stopwatch.connected(newConnection));
    }

    /**
     * A connection is there. Time that passed because the server allowed no stream on it yet counts as a wait.
     *
     * @param first whether it was made for this request
     */
    void connected(ConnectionState connection, boolean first) {
        receive(() -> {
            if (connection.hadNoStreamsAt(stopwatch.start())) {
                waited(stopwatch.skip(first ? connection.madeAt() : stopwatch.start()));
            }
            stopwatch.connected(first);
        });
    }

    private void waited(Duration forConnection) {
        waited = waited.plus(forConnection);
        waitReason = waitReason == null ? CONNECTION : waitReason;
    }

    /** The server has not processed the request, because the connection was at its end; unless an answer began. */
    void notProcessed() {
        receive(() -> notProcessed = status == null);
    }

    /** Whether the same request may be sent again at once without harm. */
    synchronized boolean wasNotProcessed() {
        return notProcessed;
    }

    /**
     * The status line and headers came.
     *
     * @param header gives a response header by its lower-case name, or null
     */
    public void responded(int status, UnaryOperator<String> header) {
        receive(() -> {
            this.status = status;
            this.headers = header;
        });
    }

    /** Whether anything was handed over that can't be taken back. */
    boolean hasEmitted() {
        return stopwatch.sawToken();
    }

    String header(String name, String fallback) {
        String value = headers.apply(name);
        return value == null ? fallback : value;
    }

    String requestId() {
        return Stream.of("x-request-id", "request-id", "apim-request-id", "cf-ray")
                .map(headers)
                .filter(id -> id != null && !id.isBlank())
                .findFirst()
                .map(this::redact)
                .orElse(requestIdInBody);
    }

    /** A text that came with the answer, without the key. */
    String redact(String text) {
        return endpoint.key().redact(text);
    }

    Stopwatch stopwatch() {
        return stopwatch;
    }

    Attempt attempt(Failure failure) {
        return new Attempt(number, status, failure, stopwatch.total(), waited, waitReason, requestId());
    }
}
