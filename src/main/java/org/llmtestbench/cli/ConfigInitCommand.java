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

/** Writes a new configuration file after a few questions. It contains the name of the key's variable, never the key. */
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
            description = "A built-in provider such as openai, or a new name.")
    private String provider;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            completionCandidates = ModelIdCandidates.class,
            description = "The default model of this provider.")
    private String model;

    @Option(
            names = {"-y", "--yes"},
            description = "Asks nothing; uses the options and the defaults.")
    private boolean yes;

    @Option(names = "--force", description = "Replaces an existing file and keeps a backup.")
    private boolean force;

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Override
    public int run() {
        ConfigFileWriter writer = new ConfigFileWriter(
                endpoint.config().used("write a configuration file to").file());
        if (writer.exists() && !force) {
            throw Failure.USAGE
                    .because(writer.file() + " exists and was not changed.")
                    .hint("Use --force to back it up and to write a new file.");
        }
        ConsolePrompter prompter = yes
                ? ConsolePrompter.silent()
                : ConsolePrompter.onTerminal("Use the defaults with --yes: llm-test-bench config init --yes");
        ConfigTemplate template = ConfigTemplate.ask(prompter, provider, model, endpoint.flags());
        Optional<Path> backup = writer.write(template.toToml());
        StandardStreams.out().println(writer.file());
        ConsoleMessages messages = StandardStreams.commentary();
        backup.ifPresent(path -> StandardStreams.err().println("The old file is now " + path + "."));
        if (!template.apiKeyEnv().isEmpty() && !StandardStreams.isSet(template.apiKeyEnv())) {
            messages.hint("Set " + template.apiKeyEnv() + " in the environment: the file does not contain the key.");
        }
        return 0;
    }
}
