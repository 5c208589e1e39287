package org.llmtestbench.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.report.ComparisonTable;
import org.llmtestbench.report.OutcomeWriter;
import org.llmtestbench.runner.CallRunner;
import org.llmtestbench.runner.CallSpec;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;
import org.llmtestbench.simulator.SimulatorSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one prompt and shows what came of it. */
@Command(
        name = "test",
        description = "Sends one prompt to a provider and shows what came of it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        modelTransformer = LimitOptions.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  llm-test-bench test openai -p \"Hello\" --offline",
            "  llm-test-bench test openai -m gpt-6-sol -s \"Tell me a story.\"",
            "  llm-test-bench test openai --json < prompt.txt | jq .timings",
            "  llm-test-bench test openai --dry-run -f prompt.txt",
            "  llm-test-bench test openai/gpt-6-luna openai/gpt-6-sol \"Hi\"",
            "  llm-test-bench test openai --base-url http://localhost:8000/v1 \\",
            "      --api-key-env \"\" -m llama \"Hi\"",
            "",
            "Times, from the moment the request goes to the HTTP client:",
            "  ttft  first token, text or reasoning     ttfo  first visible text",
            "  tpot  (total - ttft) / (completion tokens - 1)",
            "  tokens/s  (completion tokens - 1) / (total - ttft); whole: tokens / total"
        })
final class TestCommand implements ApplicationCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "PROVIDER[/MODEL]... [PROMPT]",
            hideParamSyntax = true,
            completionCandidates = ProviderNameCandidates.class,
            description = "Whom to ask, and what; - or a pipe reads it.")
    private List<String> arguments;

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(
            names = {"-s", "--stream"},
            description = "Shows the answer while it is made.")
    private boolean stream;

    @Option(names = "--dry-run", description = "Shows request, tokens and cost; sends nothing.")
    private boolean dryRun;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TelemetryOptions telemetry = new TelemetryOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public int run(CliApplication application) {
        TargetArguments targets = TargetArguments.of(
                arguments,
                request.models(),
                connection.offline(),
                application.providers().names());
        try (SimulatorSession simulator = connection.simulator(application)) {
            Map<String, String> flags = connection.flags(simulator);
            flags.putAll(LimitOptions.flags(spec));
            boolean several = targets.all().size() > 1;
            Consumer<Target> rehearse = target -> {
                if (output.showsTimes() && !target.offline()) {
                    application.rehearsal().of(target, stream || several, flags);
                }
            };
            // side by side, answers are streamed: how soon the first token comes is what people compare
            Function<Target, CallSpec> trial =
                    target -> trial(application, target, targets.prompt(), flags, stream || several);
            if (dryRun) {
                targets.all()
                        .forEach(target -> preview(trial.apply(target), several ? ComparisonTable.name(target) : ""));
                return 0;
            }
            try (TelemetrySession measured = telemetry.begin(application.settings(), output.quiet())) {
                CallRunner runner = measured.bench(application.bench());
                return several
                        ? all(runner, targets.all(), trial, rehearse)
                        : one(runner, targets.all().get(0), trial, rehearse);
            }
        }
    }

    private int one(CallRunner runner, Target target, Function<Target, CallSpec> trial, Consumer<Target> rehearse) {
        OutcomeWriter writer = output.format().to(StandardStreams.out(), stream);
        Outcome outcome;
        try (Spinner spinner = output.spinner(output.progress(writer))) {
            Supplier<CallSpec> made = () -> {
                CallSpec ready = trial.apply(target);
                turn(spinner);
                rehearse.accept(target);
                return ready;
            };
            outcome = runner.run(target, made, spinner);
        }
        return output.write(outcome, writer);
    }

    private int all(
            CallRunner runner, List<Target> targets, Function<Target, CallSpec> trial, Consumer<Target> rehearse) {
        List<Outcome> outcomes;
        try (Spinner spinner = output.spinner(CallListener.NONE)) {
            turn(spinner);
            // whatever the model, the way there is the provider's
            targets.stream()
                    .map(target -> new Target(target.provider(), null, target.offline()))
                    .distinct()
                    .forEach(rehearse);
            outcomes = runner.runAll(targets, trial, output::progress);
        }
        return output.writeAll(outcomes);
    }

    private void turn(Spinner spinner) {
        if (output.wantsSpinner()) {
            spinner.turn();
        }
    }

    private void preview(CallSpec trial, String about) {
        output.write(trial.provider().preview(trial.request(), trial.stream()), about.isEmpty() ? "" : about + ": ");
    }

    private CallSpec trial(
            CliApplication application, Target target, String argument, Map<String, String> flags, boolean streamed) {
        Provider asked = application.providers().named(target.provider(), flags);
        String model = target.model() == null ? asked.defaultModel() : target.model();
        CompletionRequest made = request.request(prompt.read(argument), model);
        output.deprecationWarnings(asked.deprecationWarnings(model));
        return new CallSpec(asked, made, streamed);
    }

    @Override
    public boolean isVerbose() {
        return output.verbose();
    }

    @Override
    public String configFile() {
        return connection.config();
    }
}
