package org.llmtestbench.cli;

import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.EffectiveSetting;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.report.TablePrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows every setting with its value and its source; never a key. */
@Command(
        name = "show",
        description = "Shows every setting with its source; for keys, whether they are set.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  llm-test-bench config show",
            "  llm-test-bench config show openai --base-url http://localhost:8000/v1",
            "  llm-test-bench config show -o json | jq '.[] | select(.from != \"default\")'"
        })
final class ConfigShowCommand implements ApplicationCommand {
    /** @param key {@code set} or {@code not set} if the value is the name of a key's variable, otherwise null */
    private record Row(String setting, String value, String key, String from) {
        static Row of(EffectiveSetting setting) {
            String variable = setting.keyVariable();
            String key = variable.isEmpty() ? null : StandardStreams.isSet(variable) ? "set" : "not set";
            return new Row(setting.name(), setting.value(), key, setting.from());
        }

        String text() {
            return key == null ? value : value + " (" + key + ")";
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "PROVIDER",
            completionCandidates = ProviderNameCandidates.class,
            description = "Only this provider, including its default settings.")
    private String provider;

    @Mixin
    private ListingOptions options = new ListingOptions();

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Override
    public int run(CliApplication application) {
        TablePrinter<Row> listing = new TablePrinter<Row>()
                .column("setting", Row::setting)
                .column("value", Row::text)
                .column("from", Row::from);
        options.write(listing, settings(application).stream().map(Row::of).toList());
        return 0;
    }

    private List<EffectiveSetting> settings(CliApplication application) {
        Map<String, String> flags = endpoint.flags();
        if (provider != null) {
            application.providers().requireKnown(provider);
            return application.effectiveSettings().of(provider, flags);
        }
        if (!flags.isEmpty()) {
            String flag = "--" + flags.keySet().iterator().next().replace('_', '-');
            throw Failure.USAGE
                    .because(flag + " needs a provider.")
                    .hint("Name one: config show openai " + flag + " …");
        }
        return application.effectiveSettings().all();
    }

    @Override
    public String configFile() {
        return endpoint.config().file();
    }
}
