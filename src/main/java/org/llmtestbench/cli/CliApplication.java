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
 * The running application as commands see it. In the scope that Quarkus would choose, the class would be changed for a proxy,
 * and be in the zip for Lambda twice.
 */
@Singleton
public final class CliApplication implements QuarkusApplication {
    private static ApplicationCommand command;

    private final SettingsLoader settings;
    private final ProviderRegistry providers;
    private final ModelCatalog catalogue;
    private final EffectiveSettings inventory;
    private final SettingsValidator validator;
    private final CallRunner runner;
    private final Warmup warmup;
    private final Vertx vertx;
    private final Instance<VertxHttpServer> server;

    CliApplication(
            SettingsLoader settings,
            ProviderRegistry providers,
            ModelCatalog catalogue,
            EffectiveSettings inventory,
            SettingsValidator validator,
            CallRunner runner,
            Warmup warmup,
            Vertx vertx,
            Instance<VertxHttpServer> server) {
        this.settings = settings;
        this.providers = providers;
        this.catalogue = catalogue;
        this.inventory = inventory;
        this.validator = validator;
        this.runner = runner;
        this.warmup = warmup;
        this.vertx = vertx;
        this.server = server;
    }

    /** What the application is started for; the application makes its own workbench, so there is no other way in. */
    static void runs(ApplicationCommand wanted) {
        command = wanted;
    }

    @Override
    public int run(String... args) {
        JsonLogHandler.configured();
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

    ModelCatalog catalogue() {
        return catalogue;
    }

    EffectiveSettings inventory() {
        return inventory;
    }

    SettingsValidator inspection() {
        return validator;
    }

    CallRunner bench() {
        return runner;
    }

    Warmup rehearsal() {
        return warmup;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Made when it is asked for: no other command pays for it. */
    VertxHttpServer server() {
        return server.get();
    }
}
