package org.llmtestbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How long a call may take, how often it is tried, and how much goes out at a time: options made from the settings. */
final class LimitOptions implements IModelTransformer {
    private static final String TIME = "TIME";
    private static final String NUMBER = "N";

    private static final List<Limit> ALL = List.of(
            new Limit("deadline", TIME, "The whole call, waits included: 500ms, 20s, 2m."),
            new Limit("timeout", TIME, "One attempt. Default: 10m."),
            new Limit("connect_timeout", TIME, "DNS, TCP and TLS. Default: 10s."),
            new Limit("first_token_timeout", TIME, "First token of a stream."),
            new Limit("idle_timeout", TIME, "Silence in a stream. Default: 2m."),
            new Limit("max_retries", NUMBER, "Attempts after the first. Default: 3."),
            new Limit("max_retry_wait", TIME, "Longest wait for one. Default: 60s."),
            new Limit("max_concurrent", NUMBER, "Calls at once. Default: 0, any number."),
            new Limit("requests_per_minute", NUMBER, "Default: 0, any number."),
            new Limit("tokens_per_minute", NUMBER, "Default: 0, any number."));

    /** @param key of the setting, which knows what may stand there */
    private record Limit(String key, String label, String description) {
        String name() {
            return "--" + key.replace('_', '-');
        }

        OptionSpec option() {
            return OptionSpec.builder(name())
                    .type(String.class)
                    .paramLabel(label)
                    .description(description)
                    .build();
        }
    }

    @Override
    public CommandSpec transform(CommandSpec command) {
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().validate(false).heading("%nLimits, as in the configuration file:%n");
        ALL.forEach(limit -> group.addArg(limit.option()));
        return command.addArgGroup(group.build());
    }

    /** What was given, by the key of the setting. */
    static Map<String, String> flags(CommandSpec command) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (Limit limit : ALL) {
            String given = command.findOption(limit.name()).getValue();
            if (given != null) {
                flags.put(limit.key(), given);
            }
        }
        return flags;
    }
}
