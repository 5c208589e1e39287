package org.llmtestbench.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import java.util.List;
import org.llmtestbench.bench.Bench;
import org.llmtestbench.provider.Inspection;
import org.llmtestbench.provider.Inventory;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.Providers;
import picocli.CommandLine;

/** The running application as commands see it. */
public final class Workbench implements QuarkusApplication {
    private final Providers providers;
    private final ModelCatalogue catalogue;
    private final Inventory inventory;
    private final Inspection inspection;
    private final Bench bench;
    private final Vertx vertx;

    Workbench(
            Providers providers,
            ModelCatalogue catalogue,
            Inventory inventory,
            Inspection inspection,
            Bench bench,
            Vertx vertx) {
        this.providers = providers;
        this.catalogue = catalogue;
        this.inventory = inventory;
        this.inspection = inspection;
        this.bench = bench;
        this.vertx = vertx;
    }

    /** Parses once more, now with everything there is, and runs the command. */
    @Override
    public int run(String... args) {
        CommandLine line = CommandLineTool.commandLine();
        List<CommandLine> chain = line.parseArgs(args).asCommandLineList();
        BenchCommand command = chain.get(chain.size() - 1).getCommand();
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

    Vertx vertx() {
        return vertx;
    }
}
