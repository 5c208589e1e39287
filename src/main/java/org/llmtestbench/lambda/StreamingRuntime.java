package org.llmtestbench.lambda;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The main loop of the function with streamed responses: a client of the Runtime API that handles one event at a time.
 */
public final class StreamingRuntime {
    private static final Logger LOG = Logger.getLogger(StreamingRuntime.class);

    private final LambdaRuntimeClient client;
    private final boolean streams;
    private final Function<Invocation, InvocationResponse> handler;

    /** @param streams whether the front end supports streamed responses */
    StreamingRuntime(LambdaRuntimeClient client, boolean streams, Function<Invocation, InvocationResponse> handler) {
        this.client = client;
        this.streams = streams;
        this.handler = handler;
    }

    /** Called by {@code bootstrap}; returns never, and exits if the Runtime API can't be reached. */
    public static void main(String... args) {
        LambdaRuntimeClient client =
                new LambdaRuntimeClient(System.getenv("AWS_LAMBDA_RUNTIME_API"), System::currentTimeMillis);
        try {
            StreamingRuntime runtime = started(client);
            while (true) {
                runtime.handleNext();
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.fatal("the function stops", e);
            // other threads must not keep the process alive, because Lambda has to start it again
            Runtime.getRuntime().halt(1);
        }
    }

    private static StreamingRuntime started(LambdaRuntimeClient client) throws IOException {
        try {
            Quarkus.manualInitialize();
            Quarkus.manualStart();
            if (SnapStartPriming.isEnabled()) {
                LambdaHandler.instance().priming().before();
            }
        } catch (RuntimeException | Error e) {
            client.failToStart(e);
            throw e;
        }
        if (SnapStartPriming.isEnabled()) {
            restore(client);
        }
        return new StreamingRuntime(
                client,
                "true".equals(System.getenv("LLM_TEST_BENCH_LAMBDA_STREAMING")),
                // not before the first event, because creating the bean takes time
                invocation -> LambdaHandler.instance().dispatcher().answer(invocation));
    }

    private static void restore(LambdaRuntimeClient client) throws IOException {
        client.awaitRestore();
        try {
            LambdaHandler.instance().priming().after();
        } catch (RuntimeException | Error e) {
            client.failToRestore(e);
            throw e;
        }
    }

    /** Waits for an event and answers it. Fails if the Runtime API can't be reached. */
    void handleNext() throws IOException {
        Invocation invocation = client.next();
        try {
            InvocationResponse response = handler.apply(invocation);
            if (streams) {
                response.send(client, invocation.id());
            } else {
                client.answer(invocation.id(), response.whole());
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.errorf(e, "invocation %s failed", invocation.id());
            client.fail(invocation.id(), e);
        }
    }
}
