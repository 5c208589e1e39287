package org.llmtestbench.cli;

import java.math.BigDecimal;
import java.util.List;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Prices;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.Provider.TokenCount;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.report.TablePrinter;
import org.llmtestbench.simulator.SimulatorSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts the tokens of a text and computes their price as input. */
@Command(
        name = "tokens",
        description = "Counts the tokens of a text and computes their price as input.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  llm-test-bench tokens openai \"How long is this?\"",
            "  llm-test-bench tokens anthropic --exact < prompt.txt"
        })
final class TokensCommand implements ApplicationCommand {
    /** @param costUsd the cost in US dollars; null if the price is unknown */
    private record Row(String provider, String model, long tokens, boolean exact, BigDecimal costUsd) {}

    @Parameters(
            index = "0",
            paramLabel = "PROVIDER",
            completionCandidates = ProviderNameCandidates.class,
            description = "The provider, such as openai.")
    private String provider;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The text; - or a missing text reads stdin.")
    private String argument;

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            completionCandidates = ModelIdCandidates.class,
            description = "The model; it decides the tokenizer and the price.")
    private String model;

    @Option(names = "--exact", description = "Gets the count from the provider; free, needs a key.")
    private boolean exact;

    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public int run(CliApplication application) {
        try (SimulatorSession simulator = connection.simulator(application)) {
            Provider countingProvider = application.providers().named(provider, connection.flags(simulator));
            String modelId = model == null ? countingProvider.defaultModel() : model;
            TokenCount count = count(countingProvider, modelId, prompt.read(argument));
            BigDecimal cost = cost(application, modelId, count.tokens());
            options.write(listing(), List.of(new Row(provider, modelId, count.tokens(), count.exact(), cost)));
        }
        return 0;
    }

    private TokenCount count(Provider countingProvider, String modelId, String text) {
        CompletionRequest request =
                CompletionRequest.builder().model(modelId).user(text).build();
        return exact
                ? countingProvider.countTokens(request).await().indefinitely()
                : countingProvider.estimateTokens(text, modelId);
    }

    private BigDecimal cost(CliApplication application, String modelId, long tokens) {
        Prices prices = application
                .catalog()
                .find(provider, modelId)
                .map(known -> known.prices(tokens))
                .orElse(Prices.UNKNOWN);
        return prices.cost(new TokenUsage(tokens, 0, tokens, 0, 0, 0, !exact)).orElse(null);
    }

    private static TablePrinter<Row> listing() {
        return new TablePrinter<Row>()
                .column("model", row -> row.provider() + "/" + row.model())
                .column("tokens", Row::tokens)
                .column("count", row -> row.exact() ? "exact" : "estimate")
                .column(
                        "cost as input",
                        row -> row.costUsd() == null
                                ? null
                                : "$" + row.costUsd().toPlainString());
    }

    @Override
    public String configFile() {
        return connection.config();
    }
}
