package org.llmtestbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options for timeouts, retries and rate limits. Each one has the name of its setting. */
final class LimitOptions implements IModelTransformer {
    private static final String TIME = "TIME";
    private static final String NUMBER = "N";

    private static final List<Limit> ALL = List.of(
            new Limit("deadline", TIME, "For the whole call with waits: 500ms, 20s, 2m."),
            new Limit("timeout", TIME, "For one attempt. Default: 10m."),
            new Limit("connect_timeout", TIME, "For DNS, TCP and TLS. Default: 10s."),
            new Limit("first_token_timeout", TIME, "For the first token of a stream."),
            new Limit("idle_timeout", TIME, "For a pause in a stream. Default: 2m."),
            new Limit("max_retries", NUMBER, "Retries after the first attempt. Default: 3."),
            new Limit("max_retry_wait", TIME, "Maximum wait before a retry. Default: 60s."),
            new Limit("max_concurrent", NUMBER, "Concurrent calls. Default: 0, no limit."),
            new Limit("requests_per_minute", NUMBER, "Default: 0, no limit."),
            new Limit("tokens_per_minute", NUMBER, "Default: 0, no limit."));

    /** @param key the key of the setting, which also validates the value */
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

    /** The values of the options that are set, by the keys of their settings. */
    static Map<String, String> flags(CommandSpec command) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (Limit limit : ALL) {
            String value = command.findOption(limit.name()).getValue();
            if (value != null) {
                flags.put(limit.key(), value);
            }
        }
        return flags;
    }
}
