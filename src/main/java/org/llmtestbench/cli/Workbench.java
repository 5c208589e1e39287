package org.llmtestbench.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import org.llmtestbench.bench.Bench;
import org.llmtestbench.bench.Rehearsal;
import org.llmtestbench.provider.Inspection;
import org.llmtestbench.provider.Inventory;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.Providers;

/** The running application as commands see it. */
public final class Workbench implements QuarkusApplication {
    private static BenchCommand command;

    private final Providers providers;
    private final ModelCatalogue catalogue;
    private final Inventory inventory;
    private final Inspection inspection;
    private final Bench bench;
    private final Rehearsal rehearsal;
    private final Vertx vertx;

    Workbench(
            Providers providers,
            ModelCatalogue catalogue,
            Inventory inventory,
            Inspection inspection,
            Bench bench,
            Rehearsal rehearsal,
            Vertx vertx) {
        this.providers = providers;
        this.catalogue = catalogue;
        this.inventory = inventory;
        this.inspection = inspection;
        this.bench = bench;
        this.rehearsal = rehearsal;
        this.vertx = vertx;
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
}
