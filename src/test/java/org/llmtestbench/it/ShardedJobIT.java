package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of {@code deploy/kubernetes/shards} as the pods do. */
class ShardedJobIT {
    private static final Path FOLDER = Path.of("deploy/kubernetes/shards");

    @TempDir
    Path reports;

    private static JsonNode job(String name) throws IOException {
        return new YAMLMapper()
                .readTree(Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8))
                .path("spec");
    }

    private static JsonNode container(JsonNode job) {
        return job.at("/template/spec/containers/0");
    }

    private static String shards(JsonNode job) {
        assertThat(container(job).at("/env/0/name").asText()).isEqualTo("SHARDS");
        return container(job).at("/env/0/value").asText();
    }

    private int run(JsonNode job, String index, Path out) throws IOException, InterruptedException {
        assertThat(container(job).path("command")).hasToString("[\"sh\",\"-c\"]");
        String script = container(job)
                .at("/args/0")
                .asText()
                .replace("/app/llm-test-bench.jar smoke", System.getProperty("program") + " smoke --offline")
                .replace("/app/llm-test-bench.jar", System.getProperty("program"))
                // the cache needs the JDK of the image
                .replace("-XX:AOTCache=/app/llm-test-bench.aot", "-XX:TieredStopAtLevel=1")
                .replace("/etc/llm-test-bench/suites", FOLDER.toString())
                .replace("/reports", reports.toString());
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment()
                .put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JOB_COMPLETION_INDEX", index);
        builder.environment().put("SHARDS", shards(job));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @Test
    void every_pod_runs_its_shard_and_the_merge_writes_the_report_of_the_suite() throws Exception {
        JsonNode shards = job("shards.yaml");
        JsonNode merge = job("merge.yaml");
        Path out = reports.resolve("out");
        for (int i = 0; i < shards.path("completions").asInt(); i++) {
            assertThat(run(shards, String.valueOf(i), out)).isZero();
        }

        assertThat(run(merge, "", out)).isZero();

        JsonNode report = Bodies.json(Files.readString(out, StandardCharsets.UTF_8));
        assertThat(report.at("/summary/passed").asInt()).isEqualTo(16);
        assertThat(report.at("/cases/0/id").asText()).isEqualTo("capital[country=France]");
        assertThat(reports.resolve("all.xml")).exists();
    }

    @Test
    void the_merge_waits_for_all_shards() throws IOException {
        JsonNode shards = job("shards.yaml");
        assertThat(shards(shards))
                .isEqualTo(shards(job("merge.yaml")))
                .isEqualTo(shards.path("completions").asText());
    }

    @Test
    void no_shard_runs_twice() throws IOException {
        JsonNode shards = job("shards.yaml");
        assertThat(shards.path("completionMode").asText()).isEqualTo("Indexed");
        assertThat(shards.path("backoffLimitPerIndex").asInt(1)).isZero();
        assertThat(shards.at("/template/spec/restartPolicy").asText()).isEqualTo("Never");
        assertThat(job("merge.yaml").path("activeDeadlineSeconds").asInt())
                .isGreaterThan(shards.path("activeDeadlineSeconds").asInt());
    }
}
