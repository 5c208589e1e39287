package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Stack;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.telemetry.OtlpConfig;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which monitoring hears of a command's calls. */
final class TelemetryOptions {
    @Option(
            names = "--otlp",
            arity = "0..1",
            paramLabel = "URL",
            preprocessor = AddressOrNothing.class,
            description =
                    "Sends spans and metrics there when done; without%n" + "URL as OTEL_EXPORTER_OTLP_* variables say.")
    private String otlp;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Writes metrics for node_exporter; end it in .prom.")
    private Path metricsFile;

    /**
     * Begins to measure as far as an option, or else the configuration, wants it; fails when it can't be, before anything
     * is paid for.
     *
     * @param settings hold what no option says
     * @param quiet whether nobody wants to hear of what could not be sent
     */
    TelemetrySession begin(SettingsLoader settings, boolean quiet) {
        boolean byVariables = otlp != null && otlp.isEmpty();
        SettingsReader configured = settings.root(otlp == null || byVariables ? Map.of() : Map.of("otlp", otlp));
        // no class of telemetry is loaded unless one of the two is set
        boolean isSet = !configured.text("otlp", "").isEmpty();
        String address =
                byVariables ? "" : isSet ? OtlpConfig.address(configured).orElse(null) : null;
        String path = metricsFile == null ? orNull(configured.text("metrics_file", "")) : metricsFile.toString();
        return address == null && path == null
                ? TelemetrySession.NOT
                : TelemetrySession.start(address, path == null ? null : Path.of(path), quiet);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A word after the option that is no address is a provider, a prompt or a suite. */
    static final class AddressOrNothing implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            boolean attached = "=".equals(info.get("separator"));
            if (!attached && (args.isEmpty() || !args.peek().matches("https?://.*"))) {
                option.setValue("");
                return true;
            }
            return false;
        }
    }
}
