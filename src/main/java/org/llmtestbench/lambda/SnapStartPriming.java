package org.llmtestbench.lambda;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.llmtestbench.runner.Target;
import org.llmtestbench.runner.Warmup;

/** What happens around the snapshot that SnapStart makes of the process and starts others from. */
@Singleton
class SnapStartPriming {
    private static final byte[] EVENT = """
            {"version":"2.0","rawPath":"/v1/completions","headers":{"content-type":"application/json"},
             "requestContext":{"http":{"method":"POST"}},"body":"{}"}
            """.getBytes(StandardCharsets.UTF_8);
    private static final String ANYWHERE = "https://127.0.0.1:1/v1";

    private final Warmup warmup;
    private final InvocationDispatcher invocations;
    private final CachedSecrets secrets;

    SnapStartPriming(Warmup warmup, InvocationDispatcher invocations, CachedSecrets secrets) {
        this.warmup = warmup;
        this.invocations = invocations;
        this.secrets = secrets;
    }

    static boolean isMade() {
        return "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
    }

    /** Makes calls of every kind to the simulator, so that what they load is in the snapshot, and keeps nothing else. */
    void before() {
        for (String dialect : new String[] {"openai", "anthropic"}) {
            Map<String, String> flags = Map.of("dialect", dialect, "base_url", ANYWHERE);
            warmup.of(new Target("simulator", null, true), true, flags);
            warmup.of(new Target("simulator", null, true), false, flags);
        }
        // a request that is refused, for what answering one loads
        invocations
                .answer(Invocation.of("priming", EVENT, Duration.ofMinutes(1)))
                .whole();
        secrets.forget();
    }

    /** Begins anew. */
    void after() {
        secrets.forget();
    }
}
