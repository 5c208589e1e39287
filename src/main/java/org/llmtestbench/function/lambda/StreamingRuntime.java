package org.llmtestbench.function.lambda;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import org.jboss.logging.Logger;

/** The function's process where it streams: takes event after event from the Runtime API itself. */
public final class StreamingRuntime {
    private static final Logger LOG = Logger.getLogger(StreamingRuntime.class);

    private final RuntimeApi runtime;
    private final Invocations invocations;
    private final boolean streams;

    /** @param streams whether whoever invokes the function takes answers piece by piece */
    StreamingRuntime(RuntimeApi runtime, Invocations invocations, boolean streams) {
        this.runtime = runtime;
        this.invocations = invocations;
        this.streams = streams;
    }

    /** Where {@code bootstrap} starts it; ends with the connection to the Runtime API alone. */
    public static void main(String... args) throws IOException {
        RuntimeApi runtime = new RuntimeApi(System.getenv("AWS_LAMBDA_RUNTIME_API"), System::currentTimeMillis);
        StreamingRuntime process;
        try {
            Quarkus.manualInitialize();
            Quarkus.manualStart();
            process = new StreamingRuntime(
                    runtime,
                    Arc.container().instance(Invocations.class).get(),
                    "true".equals(System.getenv("LLM_TEST_BENCH_LAMBDA_STREAMING")));
        } catch (RuntimeException | Error unstarted) {
            runtime.failToStart(unstarted);
            throw unstarted;
        }
        Arc.container().instance(Snapshot.class).get().taken(runtime);
        while (true) {
            process.answerOne();
        }
    }

    /** Waits for an event and answers it. Fails when the Runtime API is not there any more. */
    void answerOne() throws IOException {
        Invocation invocation = runtime.next();
        try {
            Reply reply = invocations.answer(invocation);
            if (streams) {
                reply.send(runtime, invocation.id());
            } else {
                runtime.answer(invocation.id(), reply.whole());
            }
        } catch (IOException | RuntimeException | Error broken) {
            LOG.errorf(broken, "invocation %s failed", invocation.id());
            runtime.fail(invocation.id(), broken);
        }
    }
}
