package org.llmtestbench.telemetry;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What could not be sent, and why; the latest reason for each kind. */
final class ExportErrors {
    private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

    /** Gives the result back, and remembers it if it is a bad one. */
    CompletableResultCode watched(String what, CompletableResultCode result) {
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                reasons.remove(what);
            } else {
                reasons.put(what, reason(result.getFailureThrowable()));
            }
        });
    }

    /** @param gaveUpAfter null when everything came to an end */
    List<String> about(OtlpConfig otlp, Duration gaveUpAfter) {
        List<String> lines = new ArrayList<>();
        reasons.forEach(
                (what, reason) -> lines.add("The " + what + " did not reach " + otlp.shown() + ": " + reason + "."));
        if (gaveUpAfter != null && lines.isEmpty()) {
            lines.add("Telemetry did not reach " + otlp.shown() + ": no answer within " + gaveUpAfter.toSeconds()
                    + " s.");
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
