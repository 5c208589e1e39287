package org.llmtestbench.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.llmtestbench.config.SettingsValidator;
import org.llmtestbench.function.http.VertxHttpServer;
import org.llmtestbench.provider.EffectiveSettings;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.runner.CallRunner;
import org.llmtestbench.runner.Warmup;

/**
 * The running application and the beans that commands need. It is a singleton because Quarkus' default scope would
 * transform the class for a proxy, which would put it into the zip for Lambda twice.
 */
@Singleton
public final class CliApplication implements QuarkusApplication {
    private static ApplicationCommand command;

    private final SettingsLoader settings;
    private final ProviderRegistry providers;
    private final ModelCatalog catalog;
    private final EffectiveSettings effectiveSettings;
    private final SettingsValidator validator;
    private final CallRunner runner;
    private final Warmup warmup;
    private final Vertx vertx;
    private final Instance<VertxHttpServer> server;

    CliApplication(
            SettingsLoader settings,
            ProviderRegistry providers,
            ModelCatalog catalog,
            EffectiveSettings effectiveSettings,
            SettingsValidator validator,
            CallRunner runner,
            Warmup warmup,
            Vertx vertx,
            Instance<VertxHttpServer> server) {
        this.settings = settings;
        this.providers = providers;
        this.catalog = catalog;
        this.effectiveSettings = effectiveSettings;
        this.validator = validator;
        this.runner = runner;
        this.warmup = warmup;
        this.vertx = vertx;
        this.server = server;
    }

    /** Sets the command to run. It is static because Quarkus creates the application object itself. */
    static void setCommand(ApplicationCommand requested) {
        command = requested;
    }

    @Override
    public int run(String... args) {
        JsonLogHandler.useConfiguredLevels();
        try {
            return command.run(this);
        } catch (RuntimeException e) {
            return ErrorReporter.report(e, command.isVerbose());
        }
    }

    SettingsLoader settings() {
        return settings;
    }

    ProviderRegistry providers() {
        return providers;
    }

    ModelCatalog catalog() {
        return catalog;
    }

    EffectiveSettings effectiveSettings() {
        return effectiveSettings;
    }

    SettingsValidator validator() {
        return validator;
    }

    CallRunner runner() {
        return runner;
    }

    Warmup warmup() {
        return warmup;
    }

    Vertx vertx() {
        return vertx;
    }

    /** The HTTP server, created on the first call so that other commands do not pay for it. */
    VertxHttpServer server() {
        return server.get();
    }
}
