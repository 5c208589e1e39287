package org.llmtestbench.cli;

import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.report.ModelListing;
import org.llmtestbench.simulator.SimulatorSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the models of the catalog, or compares them with the current list of a provider. */
@Command(
        name = "models",
        description = "Lists models with their limits, prices and retirement dates.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Prices are US dollars per million tokens.",
            "",
            "Examples:",
            "  llm-test-bench models openai",
            "  llm-test-bench models anthropic --live",
            "  llm-test-bench models --json | jq '.[] | select(.input < 1) | .id'"
        })
final class ModelsCommand implements ApplicationCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            completionCandidates = ProviderNameCandidates.class,
            description = "Only the models of this provider.")
    private String provider;

    @Option(names = "--live", description = "Gets the provider's list and marks differences.")
    private boolean live;

    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public int run(CliApplication application) {
        if (live && provider == null) {
            throw Failure.USAGE.because("--live needs a provider.").hint("Name one: models openai --live.");
        }
        List<String> names = provider == null ? application.providers().names() : List.of(provider);
        ModelListing listing = new ModelListing();
        try (SimulatorSession simulator = connection.simulator(application)) {
            for (String name : names) {
                Provider each = application.providers().named(name, connection.flags(simulator));
                if (live) {
                    listing.compared(each, each.liveModels().await().indefinitely());
                } else {
                    listing.known(each);
                }
            }
        }
        options.write(listing::table, listing::json);
        return 0;
    }

    @Override
    public String configFile() {
        return connection.config();
    }
}
