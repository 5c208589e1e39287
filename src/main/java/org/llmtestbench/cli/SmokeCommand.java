package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.simulator.SimulatorSession;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;
import org.llmtestbench.suite.TargetResolver;
import org.llmtestbench.suite.parser.SuiteFile;
import org.llmtestbench.suite.parser.SuiteSchema;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs smoke suites: asks what they say and checks the answers. */
@Command(
        name = "smoke",
        description = "Runs smoke suites: asks what they say and checks the answers.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Verdicts: passed; flaky (passed by min_pass or after a retry); silent",
            "(reasoning used up max_tokens: alive); failed (20: answered, a check not",
            "met); errored (its failure's code: no good answer); not run. The gravest",
            "failure is the exit code; 21 when the budget was reached, 5 when --deadline.",
            "",
            "The budget counts calls under way at their ceiling: a token for each byte of",
            "the request, max_tokens of answer, for each attempt that max_retries allows.",
            "",
            "--shard 3/8 runs an eighth, for machines side by side: filters first, then the",
            "split, the same everywhere. It may spend its share of the budget. All eight",
            "JSON reports make the whole one: llm-test-bench report merge.",
            "",
            "Checks: contains, icontains, equals, starts-with, regex, is-json, json-path,",
            "length, finish-reason, is-refusal, latency, ttft, tokens-per-second, tokens,",
            "cost, model, llm-rubric; not-… is the opposite. --schema says what each takes.",
            "",
            "Examples:",
            "  llm-test-bench smoke openai --offline              (a built-in suite)",
            "  llm-test-bench smoke suite.yaml --dry-run",
            "  llm-test-bench smoke suite.yaml --report junit=report.xml -j 8",
            "  llm-test-bench smoke suite.yaml --failed-from last.json",
            "  llm-test-bench smoke suite.yaml --history runs --baseline last --alert-after 3",
            "  llm-test-bench smoke --schema > suite.schema.json  (for your editor)"
        })
final class SmokeCommand implements ApplicationCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Suites: .yaml, .toml, .json, or a built-in one's name.")
    private List<String> files = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nWhich cases:%n")
    private CaseFilter filter = new CaseFilter();

    @ArgGroup(validate = false, heading = "%nWhat is written:%n")
    private ReportOptions reports = new ReportOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private TelemetryOptions telemetry = new TelemetryOptions();

    @Option(names = "--dry-run", description = "Lists cases, tokens and cost; sends nothing.")
    private boolean dryRun;

    @Option(names = "--schema", description = "Prints the JSON Schema of suites.")
    private boolean schema;

    @Option(names = "--offline", description = "Asks a simulator in this process: no key, no network.")
    private boolean offline;

    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Override
    public int run(CliApplication application) {
        if (schema) {
            StandardStreams.out().print(SuiteSchema.text());
            return 0;
        }
        check();
        try (SimulatorSession simulator =
                offline ? SimulatorSession.start(application.vertx()) : SimulatorSession.NONE) {
            TargetResolver targets =
                    new TargetResolver(application.providers(), application.catalogue(), simulator.flags());
            Map<String, Suite> suites = read(targets);
            SuiteOutputs.check(suites, reports);
            if (dryRun) {
                suites.values()
                        .forEach(suite ->
                                new SmokeDryRun(suite, cases(suite, targets), targets, reports.format()).write());
                return 0;
            }
            return new SmokeRun(
                            application,
                            targets,
                            options,
                            filter,
                            reports,
                            telemetry.begin(application.settings(), options.quiet()))
                    .all(suites);
        }
    }

    private List<SuiteCase> cases(Suite suite, TargetResolver targets) {
        List<SuiteCase> selected = filter.of(suite);
        return filter.shard()
                .map(shard -> shard.part(selected, targets.of(selected)).cases())
                .orElse(selected);
    }

    private void check() {
        if (files.isEmpty()) {
            throw Failure.USAGE
                    .because("No suite is named.")
                    .hint("Name a file, or a built-in suite: " + String.join(", ", SuiteFile.BUILT_IN) + ".");
        }
        files = SuiteOutputs.distinct(files);
        options.check();
        reports.check(files.size());
        if (filter.shard().isPresent()) {
            reports.requireNoMemory();
        }
    }

    /** All of them, or a failure with what is wrong in any. */
    private Map<String, Suite> read(TargetResolver targets) {
        Map<String, Suite> suites = new LinkedHashMap<>();
        List<ProviderException> refusals = new ArrayList<>();
        for (String file : files) {
            try {
                suites.put(file, SuiteFile.read(file, targets::validationError));
            } catch (ProviderException refusal) {
                refusals.add(refusal);
            }
        }
        if (!refusals.isEmpty()) {
            List<String> messages =
                    refusals.stream().map(ProviderException::getMessage).toList();
            throw refusals.get(0).withMessage(String.join("\n", messages));
        }
        return suites;
    }

    @Override
    public boolean isVerbose() {
        return options.verbose();
    }

    @Override
    public String configFile() {
        return config.file();
    }
}
