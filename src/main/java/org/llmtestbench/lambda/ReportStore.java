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

/** Where reports stay, if anywhere: {@code runs/<run>.json}, and those of parts {@code runs/<run>/<i>.json}. */
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

    /** @param bucket null when reports are not kept */
    ReportStore(S3ObjectClient bucket, RunMetrics metrics) {
        this.bucket = bucket;
        this.metrics = metrics;
    }

    /**
     * Stores a report and says where; null when none is kept.
     *
     * @param run its id; null for one that has none
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

    /** Where the report of all parts of a run is. */
    String place(String run) {
        return bucket.uri("runs/" + run + ".json");
    }

    /** Makes one report of those of all parts, and stores it; fails when one is missing. */
    RunReport merge(String run) {
        if (bucket == null) {
            throw new UnsupportedEventException("There is nothing to merge: no report_bucket is set.");
        }
        List<String> keys = bucket.keys("runs/" + run + "/");
        if (keys.isEmpty()) {
            throw new UnsupportedEventException(
                    "There is no report of a part of run '" + run + "' in " + bucket.uri("runs/") + ".");
        }
        RunReport[] merged = new RunReport[1];
        inFiles(
                keys,
                files -> new ReportMerger(files).into(extras -> {
                    merged[0] = new RunReport(extras);
                    return List.of(merged[0]);
                }));
        put(merged[0], run);
        metrics.merged(merged[0].head());
        return merged[0];
    }

    private interface Use {
        void of(List<Path> files);
    }

    private void inFiles(List<String> keys, Use use) {
        List<Path> files = new ArrayList<>();
        try {
            Path folder = Files.createTempDirectory("shards");
            try {
                for (String key : keys) {
                    Path file = folder.resolve(key.substring(key.lastIndexOf('/') + 1));
                    files.add(file);
                    Files.write(file, bucket.read(key));
                }
                use.of(files);
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
