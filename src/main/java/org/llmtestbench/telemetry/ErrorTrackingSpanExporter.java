package org.llmtestbench.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** An exporter that records export errors. */
record ErrorTrackingSpanExporter(SpanExporter exporter, ExportErrors exportErrors) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return exportErrors.track("spans", exporter.export(spans));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
