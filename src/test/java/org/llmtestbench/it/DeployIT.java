package org.llmtestbench.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.deploy.Manifests;
import org.llmtestbench.it.Program.Run;

/** The manifests in {@code deploy/} work with the program: commands, variables and probes. */
class DeployIT {
    private static final String SUITES = "/etc/llm-test-bench/suites";
    private static final String TOKENS = "/etc/llm-test-bench/tokens";

    @TempDir
    private Path folder;

    /** The containers with this command, without those of a base, which has no authentication yet. */
    private static Set<JsonNode> containers(String command) {
        Set<JsonNode> found = new LinkedHashSet<>();
        Manifests.folders().stream()
                .filter(each -> !each.endsWith("base"))
                .flatMap(each -> Manifests.containers(each).stream())
                .filter(each -> each.at("/args/0").asText().equals(command))
                .forEach(found::add);
        return found;
    }

    @Test
    void every_server_becomes_ready_and_answers_its_probes() throws IOException {
        mount();
        Set<JsonNode> servers = containers("serve");

        assertThat(servers).hasSizeGreaterThan(3);
        for (JsonNode each : servers) {
            try (ServerProcess server =
                    ServerProcess.started(environment(each), List.of(), args(each, "--port", "0"))) {
                assertThat(probes(each))
                        .isNotEmpty()
                        .allSatisfy(path ->
                                assertThat(status(server, path)).as(path).isEqualTo(200));
                assertThat(status(server, "/q/health/unknown")).isNotEqualTo(200);
            }
        }
    }

    private static int status(ServerProcess server, String path) {
        return given().baseUri(server.address()).get(path).statusCode();
    }

    private static List<String> probes(JsonNode container) {
        return container.findValues("httpGet").stream()
                .map(probe -> probe.path("path").asText())
                .toList();
    }

    @Test
    void a_base_without_an_overlay_does_not_start() throws IOException {
        mount();
        JsonNode base =
                Manifests.containers(Manifests.DEPLOY.resolve("knative/base")).get(0);
        Program program = with(args(base, "--port", "0").toArray(String[]::new));
        environment(base).forEach(program::env);

        Run run = program.run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.stderr()).contains("LLM_TEST_BENCH_TOKENS_FILE");
    }

    @Test
    void every_smoke_command_is_valid() throws IOException {
        mount();

        assertThat(containers("smoke")).isNotEmpty().allSatisfy(each -> {
            Run run = with(args(each, "--dry-run").toArray(String[]::new)).run();
            assertThat(run.exitCode()).as(run.stderr()).isZero();
            assertThat(run.stdout()).contains("capital");
        });
    }

    @Test
    void every_variable_is_a_setting_or_a_key() throws IOException {
        mount();
        Set<String> names = new TreeSet<>();
        for (Path each : Manifests.folders()) {
            for (JsonNode container : Manifests.containers(each)) {
                container.path("env").findValuesAsText("name").stream()
                        .filter(name -> !isOfShell(container, name))
                        .forEach(names::add);
            }
        }
        Files.readString(Manifests.DEPLOY.resolve("secrets.yaml"))
                .lines()
                .filter(line -> line.matches(" +[A-Z_]+: .*"))
                .forEach(line -> names.add(line.strip().replaceAll(":.*", "")));

        assertThat(names).contains("LLM_TEST_BENCH_SUITES", "OPENAI_API_KEY").allSatisfy(DeployIT::assertKnown);
    }

    /** A container that runs a shell can have variables of its own. */
    private static boolean isOfShell(JsonNode container, String name) {
        return container.has("command") && container.path("args").toString().contains("$" + name);
    }

    /** Asserts that {@code config show} shows the variable. */
    private static void assertKnown(String name) {
        Run run = with("config", "show").env(name, "1").run();
        Run without = with("config", "show").run();

        assertThat(run.stdout()).contains(name).isNotEqualTo(without.stdout());
    }

    @Test
    void a_variable_that_is_not_a_setting_is_not_shown() {
        Run run = with("config", "show").env("LLM_TEST_BENCH_GRAZE", "1s").run();

        assertThat(run.stdout()).doesNotContain("GRAZE");
    }

    /** Creates files as Kubernetes mounts a ConfigMap: every file is a link through a link to a folder. */
    private void mount() throws IOException {
        Path content = Files.createDirectories(folder.resolve("suites/..2026_11_27"));
        Files.createSymbolicLink(folder.resolve("suites/..data"), content.getFileName());
        try (Stream<Path> suites = Files.list(Manifests.DEPLOY.resolve("suites"))) {
            for (Path suite :
                    suites.filter(each -> !each.endsWith("kustomization.yaml")).toList()) {
                Files.copy(suite, content.resolve(suite.getFileName()));
                Files.createSymbolicLink(
                        folder.resolve("suites").resolve(suite.getFileName()),
                        Path.of("..data").resolve(suite.getFileName()));
            }
        }
        Files.writeString(
                Files.createDirectories(folder.resolve("tokens")).resolve("tokens"),
                "0123456789abcdef0123456789abcdef\n");
    }

    private String mounted(String text) {
        return text.replace(SUITES, folder.resolve("suites").toString())
                .replace(TOKENS, folder.resolve("tokens").toString());
    }

    private List<String> args(JsonNode container, String... more) {
        List<String> args = new ArrayList<>();
        container.path("args").forEach(arg -> args.add(mounted(arg.asText())));
        args.addAll(List.of(more));
        return args;
    }

    private Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new TreeMap<>();
        container
                .path("env")
                .forEach(each -> environment.put(
                        each.path("name").asText(), mounted(each.path("value").asText())));
        return environment;
    }
}
