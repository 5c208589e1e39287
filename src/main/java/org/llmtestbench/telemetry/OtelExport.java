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

/** The OpenTelemetry SDK with its two exports: OTLP and Prometheus text. */
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
                .addResourceCustomizer((resource, config) -> withService(resource))
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
                    .because("OpenTelemetry can't be started: " + e.getMessage())
                    .hint("Check the environment variables that start with OTEL_.");
        }
    }

    /** Values that the environment variables override. */
    private static Map<String, String> defaults() {
        // a large suite has many calls, and no span must be dropped
        return Map.of("otel.bsp.max.queue.size", "16384", "otel.attribute.value.length.limit", "1024");
    }

    /** Values that override the environment variables. */
    private Map<String, String> overrides(ConfigProperties config) {
        Map<String, String> all = new HashMap<>();
        all.put("otel.sdk.disabled", "false");
        all.put("otel.exporter.otlp.protocol", "http/protobuf");
        all.put("otel.logs.exporter", "none");
        all.put("otel.java.exporter.otlp.retry.disabled", String.valueOf(!otlp.retries()));
        for (String signal : List.of("traces", "metrics")) {
            String key = "otel." + signal + ".exporter";
            all.put(key, otlp.isEnabled() && !"none".equals(config.getString(key)) ? "otlp" : "none");
            all.put("otel.exporter.otlp." + signal + ".protocol", "http/protobuf");
            putEndpoint(
                    all,
                    "otel.exporter.otlp." + signal + ".endpoint",
                    otlp.hasAddress() ? otlp.endpoint(signal) : null,
                    config);
        }
        putEndpoint(all, "otel.exporter.otlp.endpoint", null, config);
        return all;
    }

    private void putEndpoint(Map<String, String> all, String property, String configuredUrl, ConfigProperties config) {
        String url = configuredUrl == null ? config.getString(property) : configuredUrl;
        if (otlp.isEnabled() && url != null) {
            all.put(property, OtlpEndpoint.toSupportedUrl(property, url));
        }
    }

    private static Resource withService(Resource resource) {
        Resource own = Resource.builder()
                .put(SERVICE_NAME, "llm-test-bench")
                .put("service.version", Version.NUMBER)
                .build();
        String serviceName =
                String.valueOf(resource.getAttribute(io.opentelemetry.api.common.AttributeKey.stringKey(SERVICE_NAME)));
        return serviceName.startsWith("unknown_service") ? resource.merge(own) : own.merge(resource);
    }

    OpenTelemetry api() {
        return sdk;
    }

    PrometheusPage page(String accept) {
        ExpositionFormatWriter writer = ExpositionFormats.init().findWriter(accept);
        // without the SDK's own metrics and target_info, which would be the same in every file of node_exporter
        MetricSnapshots ownMetrics = new MetricSnapshots(reader.collect().stream()
                .filter(metric -> metric.getMetadata().getPrometheusName().matches("(gen_ai|probe|llm_test_bench)_.*"))
                .toList());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, ownMetrics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PrometheusPage(writer.getContentType(), text.toByteArray());
    }

    List<String> close(Duration timeout) {
        // the shutdown of the SDK waits for running exports without a limit
        FutureTask<Boolean> shutdown = new FutureTask<>(() ->
                sdk.shutdown().join(timeout.toNanos(), TimeUnit.NANOSECONDS).isDone());
        Thread thread = new Thread(shutdown, "telemetry-export");
        thread.setDaemon(true);
        thread.start();
        return exportErrors.messages(otlp, isDone(shutdown, timeout) ? null : timeout);
    }

    private static boolean isDone(FutureTask<Boolean> shutdown, Duration timeout) {
        try {
            return shutdown.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
