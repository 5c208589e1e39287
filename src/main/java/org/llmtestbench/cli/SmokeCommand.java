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

/** Runs smoke suites: sends their prompts and checks the answers. */
@Command(
        name = "smoke",
        description = "Runs smoke suites: sends their prompts and checks the answers.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Verdicts: passed; flaky (passed by min_pass or after a retry); silent (the",
            "model works, but reasoning used all of max_tokens); failed (a check failed);",
            "errored (no valid answer); not run.",
            "",
            "The exit code is that of the most severe failure: 20 for a failed check, 21",
            "for the budget, 5 for --deadline, and for errored the code of its failure.",
            "",
            "For the budget, each call in progress counts with its maximum cost: a token",
            "for each byte of the request, plus max_tokens, for each possible attempt.",
            "",
            "--shard 3/8 runs one of eight parts, for parallel machines. Filters apply",
            "before the split, which is the same on every machine. A shard may spend its",
            "share of the budget. llm-test-bench report merge combines all eight reports.",
            "",
            "Checks: contains, icontains, equals, starts-with, regex, is-json, json-path,",
            "length, finish-reason, is-refusal, latency, ttft, tokens-per-second, tokens,",
            "cost, model, llm-rubric; not-NAME is the opposite. --schema describes them all.",
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
            description = "Suite files (.yaml, .toml, .json) or built-in suites.")
    private List<String> files = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nCase selection:%n")
    private CaseFilter filter = new CaseFilter();

    @ArgGroup(validate = false, heading = "%nOutput:%n")
    private ReportOptions reports = new ReportOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private TelemetryOptions telemetry = new TelemetryOptions();

    @Option(names = "--dry-run", description = "Lists cases, tokens and cost; sends nothing.")
    private boolean dryRun;

    @Option(names = "--schema", description = "Prints the JSON Schema of suites.")
    private boolean schema;

    @Option(names = "--offline", description = "Uses a simulator in this process: no key, no network.")
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
                    new TargetResolver(application.providers(), application.catalog(), simulator.flags());
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
                .map(shard -> shard.assign(selected, targets.resolve(selected)).cases())
                .orElse(selected);
    }

    private void check() {
        if (files.isEmpty()) {
            throw Failure.USAGE
                    .because("No suite is given.")
                    .hint("Give a suite file or a built-in suite: " + String.join(", ", SuiteFile.BUILT_IN) + ".");
        }
        files = SuiteOutputs.distinct(files);
        options.check();
        reports.check(files.size());
        if (filter.shard().isPresent()) {
            reports.requireNoHistory();
        }
    }

    /** Reads all suites; fails with the errors of all files together. */
    private Map<String, Suite> read(TargetResolver targets) {
        Map<String, Suite> suites = new LinkedHashMap<>();
        List<ProviderException> failures = new ArrayList<>();
        for (String file : files) {
            try {
                suites.put(file, SuiteFile.read(file, targets::validationError));
            } catch (ProviderException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            List<String> messages =
                    failures.stream().map(ProviderException::getMessage).toList();
            throw failures.get(0).withMessage(String.join("\n", messages));
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
