package org.llmtestbench.provider.openai;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.llmtestbench.provider.ApiKeyResolver;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderFactory;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.provider.client.Endpoint;
import org.llmtestbench.provider.client.EndpointLimiterRegistry;
import org.llmtestbench.provider.client.FaultToleranceGuard;

/** Creates providers that speak the Chat Completions protocol of OpenAI and of compatible vendors. */
@Singleton
public class OpenAiProviderFactory implements ProviderFactory {
    private final FaultToleranceGuard guard;
    private final ModelCatalog catalog;
    private final Vertx vertx;
    private final ApiKeyResolver keys;
    private final EndpointLimiterRegistry limiters;

    OpenAiProviderFactory(
            FaultToleranceGuard guard,
            ModelCatalog catalog,
            Vertx vertx,
            ApiKeyResolver keys,
            EndpointLimiterRegistry limiters) {
        this.guard = guard;
        this.catalog = catalog;
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
                Endpoint.of(settings, keys::resolve, System::getenv, limiters, secret -> headers(settings, secret));
        return new OpenAiProvider(endpoint, guard, catalog, vertx);
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
