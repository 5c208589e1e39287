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

/** The handler for AWS's own runtime client, which supports only complete responses. A bean only in the Lambda zip. */
@Singleton
@Named("llm-test-bench")
@IfBuildProperty(name = "quarkus.snapstart.enabled", stringValue = "true")
public class LambdaHandler implements RequestStreamHandler {
    private final InvocationDispatcher dispatcher;
    private final SnapStartPriming priming;

    LambdaHandler(InvocationDispatcher dispatcher, SnapStartPriming priming) {
        this.dispatcher = dispatcher;
        this.priming = priming;
    }

    /** The CDI bean. */
    static LambdaHandler instance() {
        return Arc.container().instance(LambdaHandler.class).get();
    }

    /** Without SnapStart, the bean is created by the first event, not at the start. */
    static void started(@Observes StartupEvent event) {
        if (SnapStartPriming.isEnabled()) {
            SnapStartResource.register();
        }
    }

    InvocationDispatcher dispatcher() {
        return dispatcher;
    }

    SnapStartPriming priming() {
        return priming;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context) throws IOException {
        Duration timeLeft = Duration.ofMillis(context.getRemainingTimeInMillis());
        Invocation invocation = Invocation.of(context.getAwsRequestId(), event.readAllBytes(), timeLeft);
        output.write(dispatcher.answer(invocation).whole());
    }
}
