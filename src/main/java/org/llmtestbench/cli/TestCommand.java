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

/** Sends a prompt to one or more models and shows the answers. */
@Command(
        name = "test",
        description = "Sends a prompt to one or more models and shows the answers.",
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
            description = "Models to call, then the prompt; - or a missing prompt reads stdin.")
    private List<String> arguments;

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(
            names = {"-s", "--stream"},
            description = "Streams the answer.")
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
            Consumer<Target> warmUp = target -> {
                if (output.showsTimes() && !target.offline()) {
                    application.warmup().warmUp(target, stream || several, flags);
                }
            };
            // a comparison streams all answers, to compare the time to the first token
            Function<Target, CallSpec> calls =
                    target -> callSpec(application, target, targets.prompt(), flags, stream || several);
            if (dryRun) {
                targets.all()
                        .forEach(target -> preview(calls.apply(target), several ? ComparisonTable.name(target) : ""));
                return 0;
            }
            try (TelemetrySession measured = telemetry.begin(application.settings(), output.quiet())) {
                CallRunner runner = measured.runner(application.runner());
                return several
                        ? compare(runner, targets.all(), calls, warmUp)
                        : callOne(runner, targets.all().get(0), calls, warmUp);
            }
        }
    }

    private int callOne(CallRunner runner, Target target, Function<Target, CallSpec> calls, Consumer<Target> warmUp) {
        OutcomeWriter writer = output.format().to(StandardStreams.out(), stream);
        Outcome outcome;
        try (Spinner spinner = output.spinner(output.progress(writer))) {
            Supplier<CallSpec> call = () -> {
                CallSpec callSpec = calls.apply(target);
                start(spinner);
                warmUp.accept(target);
                return callSpec;
            };
            outcome = runner.run(target, call, spinner);
        }
        return output.write(outcome, writer);
    }

    private int compare(
            CallRunner runner, List<Target> targets, Function<Target, CallSpec> calls, Consumer<Target> warmUp) {
        List<Outcome> outcomes;
        try (Spinner spinner = output.spinner(CallListener.NONE)) {
            start(spinner);
            // all models of a provider have the same route, so one warm-up per provider is enough
            targets.stream()
                    .map(target -> new Target(target.provider(), null, target.offline()))
                    .distinct()
                    .forEach(warmUp);
            outcomes = runner.runAll(targets, calls, output::progress);
        }
        return output.writeAll(outcomes);
    }

    private void start(Spinner spinner) {
        if (output.showsSpinner()) {
            spinner.start();
        }
    }

    private void preview(CallSpec call, String prefix) {
        output.write(call.provider().preview(call.request(), call.stream()), prefix.isEmpty() ? "" : prefix + ": ");
    }

    private CallSpec callSpec(
            CliApplication application, Target target, String argument, Map<String, String> flags, boolean streamed) {
        Provider provider = application.providers().named(target.provider(), flags);
        String model = target.model() == null ? provider.defaultModel() : target.model();
        CompletionRequest completionRequest = request.request(prompt.read(argument), model);
        output.deprecationWarnings(provider.deprecationWarnings(model));
        return new CallSpec(provider, completionRequest, streamed);
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
