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

/** Says everything that is wrong with the configuration at once, and whether the providers accept it. */
@Command(
        name = "validate",
        description = "Says all that is wrong with the configuration, by file and line.",
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
    /** What came of one check; the provider is null where the configuration itself is meant. */
    private record Verdict(String provider, Optional<ProviderException> problem) {
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
            description = "Whom --live asks. Default: all that you configured or have a key for.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--live", description = "Asks each provider too; free, but needs a key.")
    private boolean live;

    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Override
    public int run(CliApplication workbench) {
        if (!live && !named.isEmpty()) {
            throw Failure.USAGE.because("Providers are named for --live alone.").hint("Add --live.");
        }
        List<Verdict> verdicts = new ArrayList<>();
        workbench.inspection().problems().forEach(problem -> verdicts.add(new Verdict(null, Optional.of(problem))));
        boolean ask = live && verdicts.isEmpty();
        if (ask) {
            asked(workbench).forEach(name -> verdicts.add(ask(workbench, name)));
        }
        write(verdicts, ask);
        return Failure.mostSevere(verdicts.stream()
                        .flatMap(verdict -> verdict.problem().stream())
                        .map(ProviderException::failure)
                        .toList())
                .map(Failure::exitCode)
                .orElse(0);
    }

    private Set<String> asked(CliApplication workbench) {
        named.forEach(workbench.providers()::requireKnown);
        Set<String> names =
                new TreeSet<>(named.isEmpty() ? workbench.inventory().configured(StandardStreams::isSet) : named);
        if (names.isEmpty()) {
            throw Failure.USAGE
                    .because("No provider is configured, and no key is set.")
                    .hint("Set a key, or name a provider: config validate --live ollama.");
        }
        return names;
    }

    private static Verdict ask(CliApplication workbench, String name) {
        return new Verdict(
                name, workbench.bench().check(() -> workbench.providers().named(name, Map.of())));
    }

    private void write(List<Verdict> verdicts, boolean asked) {
        TablePrinter<Row> listing =
                new TablePrinter<Row>().column("provider", Row::provider).column("result", Row::result);
        List<Row> rows = verdicts.stream().map(Verdict::row).toList();
        if (asked || options.isJson()) {
            options.write(listing, rows);
        } else if (verdicts.isEmpty()) {
            StandardStreams.out().println("No problem found.");
        }
        if (!options.isJson()) {
            ConsoleMessages commentary = StandardStreams.commentary();
            verdicts.forEach(verdict -> verdict.problem().ifPresent(e -> commentary.failure(e, "")));
        }
    }

    @Override
    public String configFile() {
        return config.file();
    }
}
