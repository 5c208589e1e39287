package org.llmtestbench.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.List;

/** An exporter that drops the SDK's own metrics and records export errors. */
record ErrorTrackingMetricExporter(MetricExporter exporter, ExportErrors exportErrors) implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        List<MetricData> ownMetrics = metrics.stream()
                .filter(metric -> metric.getInstrumentationScopeInfo().getName().equals(Telemetry.SCOPE))
                .toList();
        return ownMetrics.isEmpty()
                ? CompletableResultCode.ofSuccess()
                : exportErrors.track("metrics", exporter.export(ownMetrics));
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return exporter.getAggregationTemporality(type);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
        return exporter.getDefaultAggregation(type);
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
