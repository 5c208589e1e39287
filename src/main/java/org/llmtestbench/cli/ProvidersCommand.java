package org.llmtestbench.cli;

import org.llmtestbench.report.ProviderListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists all providers and whether their API keys are set; never prints a key. */
@Command(
        name = "providers",
        description = "Lists all providers and whether their API keys are set.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {"", "Examples:", "  llm-test-bench providers", "  llm-test-bench providers --json | jq '.[].name'"})
final class ProvidersCommand implements ApplicationCommand {
    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Override
    public int run(CliApplication application) {
        ProviderListing listing = new ProviderListing(application.providers(), StandardStreams::isSet);
        options.write(listing::table, listing::json);
        return 0;
    }

    @Override
    public String configFile() {
        return config.file();
    }
}
