package org.llmtestbench.function.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** What AWS's own client calls; it can take whole answers only. */
@Singleton
@Named("llm-test-bench")
public class LambdaHandler implements RequestStreamHandler {
    private final Invocations invocations;

    LambdaHandler(Invocations invocations) {
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Duration timeLeft = Duration.ofMillis(context.getRemainingTimeInMillis());
        Invocation invocation = Invocation.of(context.getAwsRequestId(), event.readAllBytes(), timeLeft);
        answer.write(invocations.answer(invocation).whole());
    }
}
