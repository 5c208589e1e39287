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

/** The options for sending telemetry to a collector and for writing a metrics file. */
final class TelemetryOptions {
    @Option(
            names = "--otlp",
            arity = "0..1",
            paramLabel = "URL",
            preprocessor = AddressOrNothing.class,
            description =
                    "Sends spans and metrics to a collector. Without URL,%n" + "OTEL_EXPORTER_OTLP_* variables apply.")
    private String otlp;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Writes metrics for node_exporter; use suffix .prom.")
    private Path metricsFile;

    /**
     * Starts the telemetry that the options, or else the configuration, ask for. Fails before the run costs money if it
     * can't start.
     *
     * @param settings the configuration, used for options that are not set
     * @param quiet whether to omit warnings about telemetry that could not be sent
     */
    TelemetrySession begin(SettingsLoader settings, boolean quiet) {
        boolean fromEnvironment = otlp != null && otlp.isEmpty();
        SettingsReader configured = settings.root(otlp == null || fromEnvironment ? Map.of() : Map.of("otlp", otlp));
        // loads no class of the telemetry package unless one of the two is set
        boolean isSet = !configured.text("otlp", "").isEmpty();
        String address =
                fromEnvironment ? "" : isSet ? OtlpConfig.address(configured).orElse(null) : null;
        String path = metricsFile == null ? orNull(configured.text("metrics_file", "")) : metricsFile.toString();
        return address == null && path == null
                ? TelemetrySession.NONE
                : TelemetrySession.start(address, path == null ? null : Path.of(path), quiet);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Takes the next argument as the URL only if it is one; otherwise it is a provider, a prompt or a suite. */
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
