package org.llmtestbench.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.arc.Arc;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** What AWS's own client calls, which can take whole answers only; a bean in the zip alone. */
@Singleton
@Named("llm-test-bench")
@IfBuildProperty(name = "quarkus.snapstart.enabled", stringValue = "true")
public class LambdaHandler implements RequestStreamHandler {
    private final InvocationDispatcher invocations;
    private final SnapStartPriming priming;

    LambdaHandler(InvocationDispatcher invocations, SnapStartPriming priming) {
        this.invocations = invocations;
        this.priming = priming;
    }

    /** The only one. */
    static LambdaHandler instance() {
        return Arc.container().instance(LambdaHandler.class).get();
    }

    /** Makes no instance where there is no snapshot: the first event does. */
    static void started(@Observes StartupEvent event) {
        if (SnapStartPriming.isMade()) {
            SnapStartResource.register();
        }
    }

    InvocationDispatcher invocations() {
        return invocations;
    }

    SnapStartPriming snapshot() {
        return priming;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Duration timeLeft = Duration.ofMillis(context.getRemainingTimeInMillis());
        Invocation invocation = Invocation.of(context.getAwsRequestId(), event.readAllBytes(), timeLeft);
        answer.write(invocations.answer(invocation).whole());
    }
}
