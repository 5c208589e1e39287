package org.llmtestbench.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Version;

/** OpenTelemetry's SDK with both ways out. */
final class OtelExport {
    private static final String SERVICE_NAME = "service.name";

    private final OtlpConfig otlp;
    private final ExportErrors exportErrors = new ExportErrors();
    private final PrometheusMetricReader reader = new PrometheusMetricReader(label -> false);
    private final OpenTelemetrySdk sdk;

    private OtelExport(OtlpConfig otlp) {
        this.otlp = otlp;
        this.sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(OtelExport::defaults)
                .addPropertiesCustomizer(this::overrides)
                .addResourceCustomizer((resource, config) -> described(resource))
                .addMeterProviderCustomizer((builder, config) -> builder.registerMetricReader(reader))
                .addMetricExporterCustomizer(
                        (exporter, config) -> new ErrorTrackingMetricExporter(exporter, exportErrors))
                .addSpanExporterCustomizer((exporter, config) -> new ErrorTrackingSpanExporter(exporter, exportErrors))
                .build()
                .getOpenTelemetrySdk();
    }

    static OtelExport start(OtlpConfig otlp) {
        try {
            return new OtelExport(otlp);
        } catch (ConfigurationException | IllegalArgumentException e) {
            throw Failure.CONFIGURATION
                    .because("OpenTelemetry can't be used: " + e.getMessage())
                    .hint("Look at the variables that begin with OTEL_.");
        }
    }

    /** What the variables win over. */
    private static Map<String, String> defaults() {
        // a large suite has many calls, and none is dropped
        return Map.of("otel.bsp.max.queue.size", "16384", "otel.attribute.value.length.limit", "1024");
    }

    /** What wins over the variables. */
    private Map<String, String> overrides(ConfigProperties config) {
        Map<String, String> all = new HashMap<>();
        all.put("otel.sdk.disabled", "false");
        all.put("otel.exporter.otlp.protocol", "http/protobuf");
        all.put("otel.logs.exporter", "none");
        all.put("otel.java.exporter.otlp.retry.disabled", String.valueOf(!otlp.retries()));
        for (String signal : List.of("traces", "metrics")) {
            String key = "otel." + signal + ".exporter";
            all.put(key, otlp.sends() && !"none".equals(config.getString(key)) ? "otlp" : "none");
            all.put("otel.exporter.otlp." + signal + ".protocol", "http/protobuf");
            putEndpoint(
                    all, "otel.exporter.otlp." + signal + ".endpoint", otlp.isNamed() ? otlp.of(signal) : null, config);
        }
        putEndpoint(all, "otel.exporter.otlp.endpoint", null, config);
        return all;
    }

    private void putEndpoint(Map<String, String> all, String property, String named, ConfigProperties config) {
        String address = named == null ? config.getString(property) : named;
        if (otlp.sends() && address != null) {
            all.put(property, OtlpEndpoint.usable(property, address));
        }
    }

    private static Resource described(Resource resource) {
        Resource named = Resource.builder()
                .put(SERVICE_NAME, "llm-test-bench")
                .put("service.version", Version.NUMBER)
                .build();
        String told =
                String.valueOf(resource.getAttribute(io.opentelemetry.api.common.AttributeKey.stringKey(SERVICE_NAME)));
        return told.startsWith("unknown_service") ? resource.merge(named) : named.merge(resource);
    }

    OpenTelemetry api() {
        return sdk;
    }

    PrometheusPage page(String accept) {
        ExpositionFormatWriter writer = ExpositionFormats.init().findWriter(accept);
        // neither the SDK's own, nor target_info, which is the same in every file that node_exporter reads
        MetricSnapshots ours = new MetricSnapshots(reader.collect().stream()
                .filter(metric -> metric.getMetadata().getPrometheusName().matches("(gen_ai|probe|llm_test_bench)_.*"))
                .toList());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, ours);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PrometheusPage(writer.getContentType(), text.toByteArray());
    }

    List<String> close(Duration most) {
        // the SDK's own waits for what is under way, however long that takes
        FutureTask<Boolean> end = new FutureTask<>(
                () -> sdk.shutdown().join(most.toNanos(), TimeUnit.NANOSECONDS).isDone());
        Thread thread = new Thread(end, "sends telemetry");
        thread.setDaemon(true);
        thread.start();
        return exportErrors.about(otlp, isDone(end, most) ? null : most);
    }

    private static boolean isDone(FutureTask<Boolean> end, Duration most) {
        try {
            return end.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
