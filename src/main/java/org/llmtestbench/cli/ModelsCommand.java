package org.llmtestbench.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.LiveModel;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.simulator.Offline;
import org.llmtestbench.report.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the models that are known, or those a provider has right now. */
@Command(
        name = "models",
        description = "Lists models, their limits, prices and ends.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
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
final class ModelsCommand implements BenchCommand {
    /** @param live what the provider's own list says beside ours; null when it was not asked */
    private record Row(
            String provider,
            String id,
            Long contextWindow,
            Long maxOutputTokens,
            BigDecimal input,
            BigDecimal output,
            String lifecycle,
            String retirementDate,
            String live) {
        static Row of(String provider, ModelInfo m, String live) {
            return new Row(
                    provider,
                    m.id(),
                    m.contextWindow(),
                    m.maxOutputTokens(),
                    m.pricePerMtok().input(),
                    m.pricePerMtok().output(),
                    m.lifecycle().stage() == null ? null : m.lifecycle().stage().label(),
                    m.retires().map(LocalDate::toString).orElse(null),
                    live);
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            completionCandidates = ProviderNames.class,
            description = "One provider's alone.")
    private String provider;

    @Option(names = "--live", description = "Asks the provider, and marks what differs.")
    private boolean live;

    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public int run(Workbench workbench) {
        if (live && provider == null) {
            throw Failure.USAGE.because("--live needs a provider.").hint("Name one: models openai --live.");
        }
        List<String> names = provider == null ? workbench.providers().names() : List.of(provider);
        List<Row> rows = new ArrayList<>();
        try (Offline simulator = connection.simulator(workbench)) {
            for (String name : names) {
                Provider one = workbench.providers().named(name, connection.flags(simulator));
                rows.addAll(live ? differences(one) : known(one));
            }
        }
        options.write(listing(), rows);
        return 0;
    }

    private static List<Row> known(Provider provider) {
        return provider.supportedModels().stream()
                .map(model -> Row.of(provider.name(), model, null))
                .toList();
    }

    private static List<Row> differences(Provider provider) {
        List<LiveModel> found = provider.liveModels().await().indefinitely();
        return LiveModel.compared(provider.supportedModels(), found).entrySet().stream()
                .map(entry -> Row.of(provider.name(), entry.getKey(), entry.getValue()))
                .toList();
    }

    private Listing<Row> listing() {
        Listing<Row> listing = new Listing<Row>()
                .column("provider", Row::provider)
                .column("model", Row::id)
                .column("context", Row::contextWindow)
                .column("output", Row::maxOutputTokens)
                .column("$ in", row -> plain(row.input()))
                .column("$ out", row -> plain(row.output()))
                .column("state", Row::lifecycle)
                .column("retires", Row::retirementDate);
        return live ? listing.column("live", Row::live) : listing;
    }

    private static String plain(BigDecimal price) {
        return price == null ? null : price.toPlainString();
    }

    @Override
    public String configFile() {
        return connection.config();
    }
}
