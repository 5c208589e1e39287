package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.report.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists whom can be asked, and whether their keys are set; never a key. */
@Command(
        name = "providers",
        description = "Lists all providers, and whether their keys are set.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        footer = {"", "Examples:", "  llm-test-bench providers", "  llm-test-bench providers --json | jq '.[].name'"})
final class ProvidersCommand implements BenchCommand {
    /** One provider; {@code key} is {@code set}, {@code not set} or {@code none}. */
    private record Row(
            String name, String dialect, String baseUrl, String key, String apiKeyEnv, String defaultModel) {}

    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Override
    public int run(Workbench workbench) {
        List<Row> rows = new ArrayList<>();
        for (String name : workbench.providers().names()) {
            rows.add(row(workbench.providers().settings(name)));
        }
        Listing<Row> listing = new Listing<Row>()
                .column("provider", Row::name)
                .column("dialect", Row::dialect)
                .column("base URL", Row::baseUrl)
                .column("key", row -> row.apiKeyEnv().isEmpty() ? row.key() : row.apiKeyEnv() + " " + row.key())
                .column("default model", Row::defaultModel);
        options.write(listing, rows);
        return 0;
    }

    private static Row row(ProviderSettings s) {
        String key = s.apiKeyEnv().isEmpty() ? "none" : Streams.isSet(s.apiKeyEnv()) ? "set" : "not set";
        return new Row(s.name(), s.dialect(), s.baseUrl().toString(), key, s.apiKeyEnv(), s.defaultModel());
    }

    @Override
    public String configFile() {
        return config.file();
    }
}
