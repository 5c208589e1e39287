package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.report.ConsoleMessages;
import org.llmtestbench.report.TablePrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports all problems of the configuration at once and, with {@code --live}, whether providers accept it. */
@Command(
        name = "validate",
        description = "Reports all problems of the configuration by file and line.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  llm-test-bench config validate",
            "  llm-test-bench config validate --live openai anthropic",
            "  llm-test-bench config validate -c ci.toml --live --json"
        })
final class ConfigValidateCommand implements ApplicationCommand {
    /** The result of one check; the provider is null if the check is of the configuration itself. */
    private record CheckResult(String provider, Optional<ProviderException> problem) {
        Row row() {
            return new Row(
                    provider,
                    problem.map(e -> e.failure().name()).orElse("ok"),
                    problem.map(Throwable::getMessage).orElse(null),
                    problem.flatMap(ProviderException::hint).orElse(null));
        }
    }

    private record Row(String provider, String result, String message, String hint) {}

    @Parameters(
            arity = "0..*",
            paramLabel = "PROVIDER",
            completionCandidates = ProviderNameCandidates.class,
            description = "Providers that --live calls. Default: all that are configured or have a key.")
    private List<String> providers = new ArrayList<>();

    @Option(names = "--live", description = "Also calls each provider; free, but needs a key.")
    private boolean live;

    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Override
    public int run(CliApplication application) {
        if (!live && !providers.isEmpty()) {
            throw Failure.USAGE.because("PROVIDER is only allowed with --live.").hint("Add --live.");
        }
        List<CheckResult> results = new ArrayList<>();
        application.validator().problems().forEach(problem -> results.add(new CheckResult(null, Optional.of(problem))));
        boolean callsProviders = live && results.isEmpty();
        if (callsProviders) {
            calledProviders(application).forEach(name -> results.add(call(application, name)));
        }
        write(results, callsProviders);
        return Failure.mostSevere(results.stream()
                        .flatMap(result -> result.problem().stream())
                        .map(ProviderException::failure)
                        .toList())
                .map(Failure::exitCode)
                .orElse(0);
    }

    private Set<String> calledProviders(CliApplication application) {
        providers.forEach(application.providers()::requireKnown);
        Set<String> names = new TreeSet<>(
                providers.isEmpty() ? application.effectiveSettings().configured(StandardStreams::isSet) : providers);
        if (names.isEmpty()) {
            throw Failure.USAGE
                    .because("No provider is configured, and no key is set.")
                    .hint("Set a key, or name a provider: config validate --live ollama.");
        }
        return names;
    }

    private static CheckResult call(CliApplication application, String name) {
        return new CheckResult(
                name, application.runner().check(() -> application.providers().named(name, Map.of())));
    }

    private void write(List<CheckResult> results, boolean callsProviders) {
        TablePrinter<Row> listing =
                new TablePrinter<Row>().column("provider", Row::provider).column("result", Row::result);
        List<Row> rows = results.stream().map(CheckResult::row).toList();
        if (callsProviders || options.isJson()) {
            options.write(listing, rows);
        } else if (results.isEmpty()) {
            StandardStreams.out().println("No problem found.");
        }
        if (!options.isJson()) {
            ConsoleMessages commentary = StandardStreams.commentary();
            results.forEach(result -> result.problem().ifPresent(e -> commentary.failure(e, "")));
        }
    }

    @Override
    public String configFile() {
        return config.file();
    }
}
