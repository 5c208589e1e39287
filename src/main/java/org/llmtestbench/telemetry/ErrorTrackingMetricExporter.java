package org.llmtestbench.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.List;

/** An exporter that is given our metrics without the SDK's own, and whose failures are remembered. */
record ErrorTrackingMetricExporter(MetricExporter exporter, ExportErrors exportErrors) implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        List<MetricData> ours = metrics.stream()
                .filter(metric -> metric.getInstrumentationScopeInfo().getName().equals(Telemetry.SCOPE))
                .toList();
        return ours.isEmpty()
                ? CompletableResultCode.ofSuccess()
                : exportErrors.watched("metrics", exporter.export(ours));
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
