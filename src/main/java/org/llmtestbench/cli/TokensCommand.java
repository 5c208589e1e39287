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

/** Counts how many tokens a text has, and what they cost as input. */
@Command(
        name = "tokens",
        description = "Counts the tokens of a text, and what they cost as input.",
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
    /** @param costUsd null when the price is not known */
    private record Row(String provider, String model, long tokens, boolean exact, BigDecimal costUsd) {}

    @Parameters(
            index = "0",
            paramLabel = "PROVIDER",
            completionCandidates = ProviderNameCandidates.class,
            description = "Whose tokens, such as openai.")
    private String provider;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", description = "The text; - or a pipe reads it.")
    private String argument;

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            completionCandidates = ModelIdCandidates.class,
            description = "Decides the tokenizer and the price.")
    private String model;

    @Option(names = "--exact", description = "Asks the provider; free, but needs a key.")
    private boolean exact;

    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public int run(CliApplication application) {
        try (SimulatorSession simulator = connection.simulator(application)) {
            Provider counter = application.providers().named(provider, connection.flags(simulator));
            String asked = model == null ? counter.defaultModel() : model;
            TokenCount count = count(counter, asked, prompt.read(argument));
            BigDecimal cost = cost(application, asked, count.tokens());
            options.write(listing(), List.of(new Row(provider, asked, count.tokens(), count.exact(), cost)));
        }
        return 0;
    }

    private TokenCount count(Provider counter, String asked, String text) {
        CompletionRequest request =
                CompletionRequest.builder().model(asked).user(text).build();
        return exact ? counter.countTokens(request).await().indefinitely() : counter.estimateTokens(text, asked);
    }

    private BigDecimal cost(CliApplication application, String asked, long tokens) {
        Prices prices = application
                .catalogue()
                .find(provider, asked)
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
