package org.llmtestbench.telemetry;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The latest export error of each signal. */
final class ExportErrors {
    private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

    /** Records the error if the result is a failure, and returns the result. */
    CompletableResultCode track(String signal, CompletableResultCode result) {
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                reasons.remove(signal);
            } else {
                reasons.put(signal, reason(result.getFailureThrowable()));
            }
        });
    }

    /**
     * One line for each signal that could not be sent.
     *
     * @param timedOutAfter null if the export ended in time
     */
    List<String> messages(OtlpConfig otlp, Duration timedOutAfter) {
        List<String> lines = new ArrayList<>();
        reasons.forEach((signal, reason) ->
                lines.add("The " + signal + " did not reach " + otlp.displayName() + ": " + reason + "."));
        if (timedOutAfter != null && lines.isEmpty()) {
            lines.add("Telemetry did not reach " + otlp.displayName() + ": no answer within "
                    + timedOutAfter.toSeconds() + " s.");
        }
        return lines;
    }

    private static String reason(Throwable thrown) {
        if (thrown instanceof HttpExportException http && http.failedWithResponse() && http.getResponse() != null) {
            return "it answered with HTTP " + http.getResponse().statusCode();
        }
        Throwable root = thrown;
        while (root != null && root.getCause() != null && !(root instanceof ConnectException)) {
            root = root.getCause();
        }
        if (root == null) {
            return "unknown reason";
        }
        String name = root.getClass().getSimpleName();
        String message = root.getMessage();
        if (root instanceof ConnectException && message == null) {
            return "the connection was refused";
        }
        return message == null ? name : name + ": " + message;
    }
}
