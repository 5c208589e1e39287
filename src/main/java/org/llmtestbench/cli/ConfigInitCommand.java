package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.llmtestbench.config.ConfigFileWriter;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.report.ConsoleMessages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a first configuration file, after a few questions; never a key, only the name of its variable. */
@Command(
        name = "init",
        description = "Writes a configuration file, after a few questions.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  llm-test-bench config init",
            "  llm-test-bench config init anthropic --yes",
            "  llm-test-bench config init local --base-url http://localhost:8000/v1 \\",
            "      -m llama3 --api-key-env \"\" --yes"
        })
final class ConfigInitCommand implements StandaloneCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            completionCandidates = ProviderNameCandidates.class,
            description = "Whom you ask most, such as openai; any name makes a new one.")
    private String provider;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            completionCandidates = ModelIdCandidates.class,
            description = "Asked when none is named.")
    private String model;

    @Option(
            names = {"-y", "--yes"},
            description = "Asks nothing; the options and the defaults hold.")
    private boolean yes;

    @Option(names = "--force", description = "Replaces a file; the former one is saved beside it.")
    private boolean force;

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Override
    public int run() {
        ConfigFileWriter writer = new ConfigFileWriter(
                endpoint.config().used("write a configuration file to").file());
        if (writer.exists() && !force) {
            throw Failure.USAGE
                    .because(writer.file() + " exists; it was left as it is.")
                    .hint("--force saves it beside and writes a new one.");
        }
        ConsolePrompter prompter = yes
                ? ConsolePrompter.silent()
                : ConsolePrompter.onTerminal("Take the defaults with --yes: llm-test-bench config init --yes");
        ConfigTemplate first = ConfigTemplate.ask(prompter, provider, model, endpoint.flags());
        Optional<Path> saved = writer.write(first.toToml());
        StandardStreams.out().println(writer.file());
        ConsoleMessages messages = StandardStreams.commentary();
        saved.ifPresent(copy -> StandardStreams.err().println("The former file is now " + copy + "."));
        if (!first.apiKeyEnv().isEmpty() && !StandardStreams.isSet(first.apiKeyEnv())) {
            messages.hint("Set " + first.apiKeyEnv() + " in the environment: the file does not hold the key.");
        }
        return 0;
    }
}
