package org.llmtestbench.provider.openai;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.llmtestbench.provider.Dialect;
import org.llmtestbench.provider.Keys;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.wire.Endpoint;
import org.llmtestbench.provider.wire.EndpointLimiters;
import org.llmtestbench.provider.wire.Guard;

/** The Chat Completions protocol, of OpenAI and everybody who copied it. */
@Singleton
public class OpenAiDialect implements Dialect {
    private final Guard guard;
    private final ModelCatalogue catalogue;
    private final Vertx vertx;
    private final Keys keys;
    private final EndpointLimiters limiters;

    OpenAiDialect(Guard guard, ModelCatalogue catalogue, Vertx vertx, Keys keys, EndpointLimiters limiters) {
        this.guard = guard;
        this.catalogue = catalogue;
        this.vertx = vertx;
        this.keys = keys;
        this.limiters = limiters;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Provider connect(ProviderSettings settings) {
        Endpoint endpoint =
                Endpoint.of(settings, keys::named, System::getenv, limiters, secret -> headers(settings, secret));
        return new OpenAiProvider(endpoint, guard, catalogue, vertx);
    }

    private static Map<String, String> headers(ProviderSettings settings, String key) {
        Map<String, String> headers = new TreeMap<>();
        if (key != null) {
            headers.put("authorization", "Bearer " + key);
        }
        if (settings.organization() != null) {
            headers.put("openai-organization", settings.organization());
        }
        if (settings.project() != null) {
            headers.put("openai-project", settings.project());
        }
        return headers;
    }
}
