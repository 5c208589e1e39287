package org.llmtestbench.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.llmtestbench.bench.Bench;
import org.llmtestbench.bench.Rehearsal;
import org.llmtestbench.function.http.Server;
import org.llmtestbench.provider.Inspection;
import org.llmtestbench.provider.Inventory;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.Providers;
import org.llmtestbench.provider.Settings;

/**
 * The running application as commands see it. In the scope that Quarkus would choose, the class would be changed for a proxy,
 * and be in the zip for Lambda twice.
 */
@Singleton
public final class Workbench implements QuarkusApplication {
    private static BenchCommand command;

    private final Settings settings;
    private final Providers providers;
    private final ModelCatalogue catalogue;
    private final Inventory inventory;
    private final Inspection inspection;
    private final Bench bench;
    private final Rehearsal rehearsal;
    private final Vertx vertx;
    private final Instance<Server> server;

    Workbench(
            Settings settings,
            Providers providers,
            ModelCatalogue catalogue,
            Inventory inventory,
            Inspection inspection,
            Bench bench,
            Rehearsal rehearsal,
            Vertx vertx,
            Instance<Server> server) {
        this.settings = settings;
        this.providers = providers;
        this.catalogue = catalogue;
        this.inventory = inventory;
        this.inspection = inspection;
        this.bench = bench;
        this.rehearsal = rehearsal;
        this.vertx = vertx;
        this.server = server;
    }

    /** What the application is started for; the application makes its own workbench, so there is no other way in. */
    static void runs(BenchCommand wanted) {
        command = wanted;
    }

    @Override
    public int run(String... args) {
        JsonLog.configured();
        try {
            return command.run(this);
        } catch (RuntimeException e) {
            return Failures.report(e, command.isVerbose());
        }
    }

    Settings settings() {
        return settings;
    }

    Providers providers() {
        return providers;
    }

    ModelCatalogue catalogue() {
        return catalogue;
    }

    Inventory inventory() {
        return inventory;
    }

    Inspection inspection() {
        return inspection;
    }

    Bench bench() {
        return bench;
    }

    Rehearsal rehearsal() {
        return rehearsal;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Made when it is asked for: no other command pays for it. */
    Server server() {
        return server.get();
    }
}
