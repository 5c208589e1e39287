package org.llmtestbench.lambda;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The function's process where it streams: takes event after event from the Runtime API itself. */
public final class StreamingRuntime {
    private static final Logger LOG = Logger.getLogger(StreamingRuntime.class);

    private final LambdaRuntimeClient client;
    private final boolean streams;
    private final Function<Invocation, InvocationResponse> answers;

    /** @param streams whether the caller of the function takes answers piece by piece */
    StreamingRuntime(LambdaRuntimeClient client, boolean streams, Function<Invocation, InvocationResponse> answers) {
        this.client = client;
        this.streams = streams;
        this.answers = answers;
    }

    /** Where {@code bootstrap} starts it; ends with the connection to the Runtime API alone. */
    public static void main(String... args) {
        LambdaRuntimeClient client =
                new LambdaRuntimeClient(System.getenv("AWS_LAMBDA_RUNTIME_API"), System::currentTimeMillis);
        try {
            StreamingRuntime process = started(client);
            while (true) {
                process.answerOne();
            }
        } catch (IOException | RuntimeException | Error ended) {
            LOG.fatal("the function ends", ended);
            // threads of ours must not keep a process alive that Lambda is to start again
            Runtime.getRuntime().halt(1);
        }
    }

    private static StreamingRuntime started(LambdaRuntimeClient client) throws IOException {
        try {
            Quarkus.manualInitialize();
            Quarkus.manualStart();
            if (SnapStartPriming.isMade()) {
                LambdaHandler.instance().snapshot().before();
            }
        } catch (RuntimeException | Error unstarted) {
            client.failToStart(unstarted);
            throw unstarted;
        }
        if (SnapStartPriming.isMade()) {
            goOnFromSnapshot(client);
        }
        return new StreamingRuntime(
                client,
                "true".equals(System.getenv("LLM_TEST_BENCH_LAMBDA_STREAMING")),
                // not before the first event, for it takes time
                invocation -> LambdaHandler.instance().invocations().answer(invocation));
    }

    private static void goOnFromSnapshot(LambdaRuntimeClient client) throws IOException {
        client.awaitRestore();
        try {
            LambdaHandler.instance().snapshot().after();
        } catch (RuntimeException | Error broken) {
            client.failToRestore(broken);
            throw broken;
        }
    }

    /** Waits for an event and answers it. Fails when the Runtime API is not there any more. */
    void answerOne() throws IOException {
        Invocation invocation = client.next();
        try {
            InvocationResponse reply = answers.apply(invocation);
            if (streams) {
                reply.send(client, invocation.id());
            } else {
                client.answer(invocation.id(), reply.whole());
            }
        } catch (IOException | RuntimeException | Error broken) {
            LOG.errorf(broken, "invocation %s failed", invocation.id());
            client.fail(invocation.id(), broken);
        }
    }
}
