package org.llmtestbench.lambda;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.report.ReportMerger;
import org.llmtestbench.suite.ShardJson;
import org.llmtestbench.suite.SuiteJson;

/** Stores reports in S3, if a bucket is set: {@code runs/<run>.json}, and for shards {@code runs/<run>/<i>.json}. */
@Singleton
class ReportStore {
    private final S3ObjectClient bucket;
    private final RunMetrics metrics;

    @Inject
    ReportStore(LambdaSettings settings, RunMetrics metrics) {
        this(
                settings.reportBucket()
                        .map(name -> new S3ObjectClient(name, System::getenv))
                        .orElse(null),
                metrics);
    }

    /** @param bucket null if reports are not stored */
    ReportStore(S3ObjectClient bucket, RunMetrics metrics) {
        this.bucket = bucket;
        this.metrics = metrics;
    }

    /**
     * Stores a report and returns its URI; null if reports are not stored.
     *
     * @param run the id of the run; null for none
     */
    String put(RunReport report, String run) {
        if (bucket == null) {
            return null;
        }
        String key = key(report.head(), run);
        bucket.put(key, report.json());
        return bucket.uri(key);
    }

    private static String key(SuiteJson head, String run) {
        if (run == null) {
            String time = head.startedAt().replaceAll("[-:]", "");
            return "runs/" + head.suite().replaceAll("[^A-Za-z0-9_.-]", "_") + "-" + time + ".json";
        }
        ShardJson shard = head.shard();
        return "runs/" + run + (shard == null ? "" : "/" + shard.number()) + ".json";
    }

    /** The URI of the merged report of a run. */
    String mergedUri(String run) {
        return bucket.uri("runs/" + run + ".json");
    }

    /** Merges the reports of all shards and stores the result; fails if a shard is missing. */
    RunReport merge(String run) {
        if (bucket == null) {
            throw new UnsupportedEventException("The reports can't be merged: report_bucket is not set.");
        }
        List<String> keys = bucket.keys("runs/" + run + "/");
        if (keys.isEmpty()) {
            throw new UnsupportedEventException(
                    "There is no shard report of run '" + run + "' in " + bucket.uri("runs/") + ".");
        }
        RunReport[] merged = new RunReport[1];
        withFiles(
                keys,
                files -> new ReportMerger(files).into(extras -> {
                    merged[0] = new RunReport(extras);
                    return List.of(merged[0]);
                }));
        put(merged[0], run);
        metrics.merged(merged[0].head());
        return merged[0];
    }

    private interface FileConsumer {
        void of(List<Path> files);
    }

    private void withFiles(List<String> keys, FileConsumer consumer) {
        List<Path> files = new ArrayList<>();
        try {
            Path folder = Files.createTempDirectory("shards");
            try {
                for (String key : keys) {
                    Path file = folder.resolve(key.substring(key.lastIndexOf('/') + 1));
                    files.add(file);
                    Files.write(file, bucket.read(key));
                }
                consumer.of(files);
            } finally {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
