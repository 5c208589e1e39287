package org.llmtestbench.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.HttpUrl;
import org.llmtestbench.runner.CallSpec;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;

/** The labels of calls. Each label has a bounded number of values. */
final class MetricAttributes {
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> CALL_SUITE = AttributeKey.stringKey("llm_test_bench.suite");

    private static final Map<String, String> CONVENTION_NAMES = Map.of("mistral", "mistral_ai", "xai", "x_ai");

    private static final int MAX_ENDPOINTS = 50;
    private static final int MAX_MODELS = 200;
    private static final int MAX_SUITES = 200;

    private final CardinalityLimiter providers = new CardinalityLimiter(MAX_ENDPOINTS);
    private final CardinalityLimiter addresses = new CardinalityLimiter(MAX_ENDPOINTS);
    private final CardinalityLimiter suites = new CardinalityLimiter(MAX_SUITES);
    private final CardinalityLimiter requestModels = new CardinalityLimiter(MAX_MODELS);
    private final CardinalityLimiter responseModels = new CardinalityLimiter(MAX_MODELS);

    /**
     * The labels of a completed call.
     *
     * @param call empty if the request could not be built
     * @param suite null for a call outside of a suite
     */
    Attributes of(Optional<CallSpec> call, Outcome outcome, String suite) {
        Target target = outcome.target();
        URI baseUrl = call.map(spec -> spec.provider().baseUrl()).orElse(null);
        AttributesBuilder attributes = Attributes.builder()
                .put(OPERATION, "chat")
                .put(PROVIDER, providers.limit(providerName(target, baseUrl)))
                .put(REQUEST_MODEL, model(target.model()))
                .put(
                        RESPONSE_MODEL,
                        responseModels.limit(outcome.response()
                                .map(CompletionResponse::responseModel)
                                .orElse(null)))
                .put(CALL_SUITE, suite(suite));
        outcome.failed()
                .ifPresent(failed -> attributes.put(ERROR, failed.failure().name()));
        // the simulator has a different port each time
        if (baseUrl != null && !target.offline()) {
            HttpUrl url = HttpUrl.of(baseUrl);
            String label = addresses.limit(url.host() + ":" + url.effectivePort());
            boolean isKnown = !label.equals(CardinalityLimiter.OTHER);
            attributes.put(ADDRESS, isKnown ? url.host() : CardinalityLimiter.OTHER);
            attributes.put(PORT, isKnown ? (long) url.effectivePort() : null);
        }
        return attributes.build();
    }

    /**
     * The name of a provider in the conventions, or its configured name if the conventions have none.
     *
     * @param baseUrl null if unknown
     */
    static String providerName(Target target, URI baseUrl) {
        if (target.offline()) {
            return "simulator";
        }
        String host = baseUrl == null ? null : baseUrl.getHost();
        if (host != null && host.endsWith(".openai.azure.com")) {
            return "azure.ai.openai";
        }
        return CONVENTION_NAMES.getOrDefault(target.provider(), target.provider());
    }

    String model(String model) {
        return requestModels.limit(model);
    }

    String suite(String name) {
        return suites.limit(name);
    }
}
