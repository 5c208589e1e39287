package org.llmtestbench.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.net.URI;
import java.util.Optional;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.HttpUrl;
import org.llmtestbench.runner.CallSpec;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;

/** What calls are told apart by: a bounded set of each. */
final class MetricAttributes {
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> CALL_SUITE = AttributeKey.stringKey("llm_test_bench.suite");

    private static final int SMALL = 50;
    private static final int LARGE = 200;

    private final CardinalityLimiter providers = new CardinalityLimiter(SMALL);
    private final CardinalityLimiter addresses = new CardinalityLimiter(SMALL);
    private final CardinalityLimiter suites = new CardinalityLimiter(LARGE);
    private final CardinalityLimiter requested = new CardinalityLimiter(LARGE);
    private final CardinalityLimiter answering = new CardinalityLimiter(LARGE);

    /** @param suite null for a call outside of any */
    Attributes of(Optional<CallSpec> trial, Outcome outcome, String suite) {
        Target target = outcome.target();
        URI address = trial.map(made -> made.provider().baseUrl()).orElse(null);
        AttributesBuilder all = Attributes.builder()
                .put(OPERATION, "chat")
                .put(PROVIDER, providers.of(ProviderLabel.of(target, address)))
                .put(REQUEST_MODEL, model(target.model()))
                .put(
                        RESPONSE_MODEL,
                        answering.of(outcome.response()
                                .map(CompletionResponse::responseModel)
                                .orElse(null)))
                .put(CALL_SUITE, suite(suite));
        outcome.failed().ifPresent(failed -> all.put(ERROR, failed.failure().name()));
        // the simulator's port is another one each time
        if (address != null && !target.offline()) {
            HttpUrl url = HttpUrl.of(address);
            String bounded = addresses.of(url.host() + ":" + url.effectivePort());
            boolean named = !bounded.equals(CardinalityLimiter.OTHER);
            all.put(ADDRESS, named ? url.host() : CardinalityLimiter.OTHER);
            all.put(PORT, named ? (long) url.effectivePort() : null);
        }
        return all.build();
    }

    String model(String model) {
        return requested.of(model);
    }

    String suite(String name) {
        return suites.of(name);
    }
}
