package org.llmtestbench.cli;

import java.util.Map;
import org.llmtestbench.bench.Outcome;
import org.llmtestbench.bench.Target;
import org.llmtestbench.bench.Trial;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.report.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends one prompt and shows what came of it. */
@Command(
        name = "test",
        description = "Sends one prompt to a provider and shows what came of it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  llm-test-bench test openai -p \"Hello\" --offline",
            "  llm-test-bench test openai -m gpt-6-sol -s \"Tell me a story.\"",
            "  llm-test-bench test openai --json < prompt.txt | jq .timings",
            "  llm-test-bench test openai --base-url http://localhost:8000/v1 \\",
            "      --api-key-env \"\" -m llama \"Hi\"",
            "",
            "Times, from the moment the request goes to the HTTP client:",
            "  ttft  first token, text or reasoning     ttfo  first visible text",
            "  tpot  (total - ttft) / (completion tokens - 1)",
            "  tokens/s  (completion tokens - 1) / (total - ttft); whole: tokens / total"
        })
final class TestCommand implements BenchCommand {
    @Parameters(index = "0", paramLabel = "PROVIDER", description = "Whom to ask, such as openai.")
    private String provider;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PROMPT",
            description = "The prompt; - or a pipe reads it from stdin.")
    private String argument;

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(
            names = {"-s", "--stream"},
            description = "Shows the answer while it is made.")
    private boolean stream;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public int run(Workbench workbench) {
        Output writer = output.format().to(Streams.out(), stream);
        return output.write(outcome(workbench, writer), writer);
    }

    private Outcome outcome(Workbench workbench, Output writer) {
        Target target = new Target(provider, request.model(null), connection.offline());
        try (Offline simulator = connection.offline() ? Offline.start(workbench.vertx()) : Offline.NONE) {
            Map<String, String> flags = connection.flags();
            flags.putAll(simulator.flags());
            return workbench.bench().run(target, () -> trial(workbench, flags), writer::delta);
        }
    }

    private Trial trial(Workbench workbench, Map<String, String> flags) {
        Provider asked = workbench.providers().named(provider, flags);
        return new Trial(asked, request.request(prompt.read(argument), asked.defaultModel()), stream);
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
