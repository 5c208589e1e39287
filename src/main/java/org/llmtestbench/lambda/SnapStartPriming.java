package org.llmtestbench.lambda;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.llmtestbench.runner.Target;
import org.llmtestbench.runner.Warmup;

/** Prepares the process for a SnapStart snapshot, and resets it after a restore. */
@Singleton
class SnapStartPriming {
    private static final byte[] EVENT = """
            {"version":"2.0","rawPath":"/v1/completions","headers":{"content-type":"application/json"},
             "requestContext":{"http":{"method":"POST"}},"body":"{}"}
            """.getBytes(StandardCharsets.UTF_8);
    private static final String UNUSED_URL = "https://127.0.0.1:1/v1";

    private final Warmup warmup;
    private final InvocationDispatcher dispatcher;
    private final CachedSecrets secrets;

    SnapStartPriming(Warmup warmup, InvocationDispatcher dispatcher, CachedSecrets secrets) {
        this.warmup = warmup;
        this.dispatcher = dispatcher;
        this.secrets = secrets;
    }

    static boolean isEnabled() {
        return "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
    }

    /**
     * Makes calls of all kinds to the simulator, so that the snapshot contains the loaded classes, then clears all
     * keys.
     */
    void before() {
        for (String dialect : new String[] {"openai", "anthropic"}) {
            Map<String, String> flags = Map.of("dialect", dialect, "base_url", UNUSED_URL);
            warmup.warmUp(new Target("simulator", null, true), true, flags);
            warmup.warmUp(new Target("simulator", null, true), false, flags);
        }
        // an invalid request, which loads the classes for HTTP events
        dispatcher
                .answer(Invocation.of("priming", EVENT, Duration.ofMinutes(1)))
                .whole();
        secrets.forget();
    }

    /** Clears all keys after a restore. */
    void after() {
        secrets.forget();
    }
}
