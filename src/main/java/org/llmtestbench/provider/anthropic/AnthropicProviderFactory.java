package org.llmtestbench.provider.anthropic;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.llmtestbench.provider.ApiKeyResolver;
import org.llmtestbench.provider.InvalidSettingException;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderFactory;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.provider.client.Endpoint;
import org.llmtestbench.provider.client.EndpointLimiterRegistry;
import org.llmtestbench.provider.client.FaultToleranceGuard;

/** Creates providers that speak the Messages protocol of Anthropic and of compatible vendors. */
@Singleton
public class AnthropicProviderFactory implements ProviderFactory {
    /** The later version accepts sampling parameters for no model. This version stays valid. */
    private static final String DEFAULT_VERSION = "2023-06-01";

    private final FaultToleranceGuard guard;
    private final ModelCatalog catalog;
    private final Vertx vertx;
    private final ApiKeyResolver keys;
    private final EndpointLimiterRegistry limiters;

    AnthropicProviderFactory(
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
        return "anthropic";
    }

    @Override
    public Provider connect(ProviderSettings settings) {
        String version = version(settings);
        Endpoint endpoint =
                Endpoint.of(settings, keys::resolve, System::getenv, limiters, secret -> headers(version, secret));
        return new AnthropicProvider(endpoint, version, guard, catalog, vertx);
    }

    private static String version(ProviderSettings settings) {
        String version = settings.apiVersion() == null ? DEFAULT_VERSION : settings.apiVersion();
        if (!version.matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw new InvalidSettingException(
                    "api_version",
                    "'" + version + "' is not a date.",
                    "Write a version of the protocol, such as " + DEFAULT_VERSION + ".");
        }
        return version;
    }

    private static Map<String, String> headers(String version, String key) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("anthropic-version", version);
        if (key != null) {
            headers.put("x-api-key", key);
        }
        return headers;
    }
}
