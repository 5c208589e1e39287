package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

class ShardIT {
    private static final String SUITE = """
            name: sharded
            defaults: { max_tokens: 64 }
            budget: { usd: 5 }
            targets:
              - { id: luna, provider: openai, model: gpt-6-luna }
              - { id: haiku, provider: anthropic, model: claude-haiku-5-5 }
            tests:
              - { id: say, prompt: "Say {{n}}", vars: { n: [1, 2, 3, 4, 5] }, tags: [short], assert: [{ contains: "Say {{n}}" }] }
              - { id: long, prompt: "Tell {{n}} stories", max_tokens: 900, vars: { n: [1, 2] } }
              - { id: wrong, prompt: Hi, repeat: 2, min_pass: 1, assert: [{ equals: This is not the answer. }] }
            """;
    private static final Set<String> TIMES = Set.of("started_at", "duration_ms", "timings", "id", "request_id");

    @TempDir
    Path folder;

    private Run smoke(String... args) {
        List<String> all = new ArrayList<>(List.of("--offline", "--quiet"));
        all.addAll(List.of(args));
        return new SuiteRuns(folder)
                .smokeCommand(SUITE, all.toArray(String[]::new))
                .run();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String withoutTimes(String name) throws IOException {
        JsonNode report = Bodies.json(Files.readString(folder.resolve(name), StandardCharsets.UTF_8));
        remove(report, false);
        return report.toString();
    }

    /** Removes times, and the ids of answers, which are new in every run; the ids of cases stay. */
    private static void remove(JsonNode node, boolean isRun) {
        if (node instanceof ObjectNode object) {
            object.remove(
                    TIMES.stream().filter(key -> isRun || !key.equals("id")).toList());
            object.properties().forEach(field -> remove(field.getValue(), false));
        } else if (node instanceof ArrayNode array) {
            array.forEach(each -> remove(each, each.has("provider")));
        }
    }

    private String junitWithoutTimes(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8)
                .replaceAll(" time=\"[^\"]*\"", "")
                .replaceAll("\"started_at\" value=\"[^\"]*\"", "started_at")
                .replaceAll("(tokens_per_second|total_ms|ttft_ms): [0-9.]+", "$1");
    }

    @Test
    void the_merged_reports_of_all_shards_equal_the_report_of_the_whole_run_except_for_times() throws IOException {
        Run whole = smoke("--report", "json=" + path("whole.json"), "--report", "junit=" + path("whole.xml"));
        for (int i = 1; i <= 3; i++) {
            assertThat(smoke("--shard", i + "/3", "--report", "json=" + path("shard-" + i + ".json"))
                            .exitCode())
                    .isIn(0, 20);
        }
        Run merged = Program.with(
                        "report",
                        "merge",
                        path("merged.json"),
                        path("shard-3.json"),
                        path("shard-1.json"),
                        path("shard-2.json"),
                        "--report",
                        "junit=" + path("merged.xml"))
                .run();

        assertThat(merged).isEqualTo(new Run(whole.exitCode(), "", "sharded: 16 cases: 14 passed, 2 failed.\n"));
        assertThat(whole.exitCode()).isEqualTo(20);
        assertThat(withoutTimes("merged.json")).isEqualTo(withoutTimes("whole.json"));
        assertThat(junitWithoutTimes("merged.xml")).isEqualTo(junitWithoutTimes("whole.xml"));
    }

    @Test
    void filters_apply_before_the_split_and_a_dry_run_shows_the_shard() {
        Run one = smoke("--tag", "short", "--target", "luna", "--shard", "1/2", "--dry-run");
        Run two = smoke("--tag", "short", "--target", "luna", "--shard", "2/2", "--dry-run");

        assertThat(one.stdout()).contains("say[n=1]", "say[n=3]", "say[n=5]").doesNotContain("say[n=2]", "haiku");
        assertThat(two.stdout()).contains("say[n=2]", "say[n=4]").doesNotContain("say[n=1]", "haiku");
    }

    @Test
    void a_shard_prints_its_share_and_a_shard_without_cases_does_nothing() {
        Run run = new SuiteRuns(folder)
                .smokeCommand(SUITE, "--offline", "--filter", "say[n=1]", "--target", "luna", "--shard", "2/2")
                .run();
        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).contains("Shard 2/2: 0 cases, 0 % of the estimated cost.\n", "sharded: 0 cases");
    }

    @Test
    void an_invalid_shard_is_an_error() {
        assertThat(smoke("--shard", "4/3"))
                .isEqualTo(new Run(
                        64,
                        "",
                        "error: There is no shard '4/3'.\nhint:  Use i/n with i from 1 to n and n up to 10000, such as"
                                + " 3/8.\n"));
        assertThat(smoke("--shard", "1/3", "--history", path("runs")).exitCode())
                .isEqualTo(64);
    }

    @Test
    void a_shard_may_spend_its_share_of_the_budget() {
        Run run = smoke("--shard", "1/3", "--budget", "0.000001");
        assertThat(run.exitCode()).isEqualTo(21);
    }

    /** The ids of the cases of a shard. */
    private List<String> cases(String yaml, String shard) {
        Run run = new SuiteRuns(folder)
                .smokeCommand(yaml, "--dry-run", "-o", "json", "--shard", shard)
                .run();
        List<String> ids = new ArrayList<>();
        Bodies.json(run.stdout())
                .forEach(each -> ids.add(
                        each.path("id").asText() + " " + each.path("target").asText()));
        return ids;
    }

    @Test
    void cases_are_weighted_by_their_maximum_cost() {
        String suite = """
                name: costs
                defaults: { max_tokens: 100 }
                targets:
                  - { id: cheap, provider: openai, model: gpt-6-luna }
                  - { id: expensive, provider: anthropic, model: claude-opus-5-5 }
                tests:
                  - { id: a, prompt: "Say {{n}}", vars: { n: [1, 2, 3] }, targets: [cheap] }
                  - { id: b, prompt: "Say 4", targets: [expensive] }
                """;
        assertThat(cases(suite, "1/2")).containsExactly("b expensive");
        assertThat(cases(suite, "2/2")).containsExactly("a[n=1] cheap", "a[n=2] cheap", "a[n=3] cheap");
    }

    @Test
    void without_a_price_cases_are_weighted_by_their_tokens() {
        String suite = """
                name: tokens
                defaults: { max_tokens: 100 }
                targets: [{ id: a, provider: openai, model: unknown-model }]
                tests:
                  - { id: short, prompt: "Say {{n}}", vars: { n: [1, 2, 3] } }
                  - { id: long, prompt: "Say 4", max_tokens: 900 }
                """;
        assertThat(cases(suite, "1/2")).containsExactly("long a");
        assertThat(cases(suite, "2/2")).containsExactly("short[n=1] a", "short[n=2] a", "short[n=3] a");
    }
}
