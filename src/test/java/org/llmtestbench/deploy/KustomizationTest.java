package org.llmtestbench.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks every folder for {@code kubectl apply -k}. */
class KustomizationTest {
    private static final Path PRODUCTION = Manifests.DEPLOY.resolve("knative/overlays/production");
    private static final Path KUBERNETES = Manifests.DEPLOY.resolve("kubernetes");

    static List<Path> folders() {
        return Manifests.folders();
    }

    @Test
    void there_are_folders_for_development_for_production_and_without_knative() {
        assertThat(folders()).contains(Manifests.DEPLOY.resolve("knative/overlays/dev"), PRODUCTION, KUBERNETES);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void every_field_is_known_to_kubernetes_and_knative(Path folder) {
        assertThat(Manifests.built(folder)).isNotEmpty().allSatisfy(resource -> {
            assertThat(resource.getClass().getSimpleName()).isEqualTo(resource.getKind());
            assertThat(Manifests.unknown(resource)).isEmpty();
        });
    }

    @Test
    void a_misspelt_probe_is_detected() {
        HasMetadata service = Manifests.read("""
                        apiVersion: serving.knative.dev/v1
                        kind: Service
                        metadata: { name: a }
                        spec:
                          template:
                            spec:
                              containers:
                                - readinesProbe: { httpGet: { path: / } }
                                  livenessProbe: { httpGet: { pth: / } }
                        """).get(0);

        assertThat(Manifests.unknown(service))
                .containsExactlyInAnyOrder(
                        "Service.spec.template.spec.containers.readinesProbe",
                        "Service.spec.template.spec.containers.livenessProbe.httpGet.pth");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void containers_have_minimal_permissions(Path folder) {
        for (JsonNode pod : Manifests.pods(folder)) {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            for (JsonNode container : pod.path("containers")) {
                JsonNode context = container.path("securityContext");
                assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(effective(pod, container, "runAsNonRoot").asBoolean())
                        .isTrue();
                assertThat(effective(pod, container, "runAsUser").asText())
                        .isEqualTo(Dockerfile.jvm().user());
                assertThat(effective(pod, container, "seccompProfile")
                                .path("type")
                                .asText())
                        .isEqualTo("RuntimeDefault");
                assertThat(container.at("/resources/limits/memory").asText()).matches("\\d+Mi");
                assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
            }
        }
    }

    /** The setting of the container, or else that of its pod. */
    private static JsonNode effective(JsonNode pod, JsonNode container, String key) {
        JsonNode value = container.path("securityContext").path(key);
        return value.isMissingNode() ? pod.path("securityContext").path(key) : value;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void every_mounted_volume_exists(Path folder) throws IOException {
        Set<String> present = new TreeSet<>(List.of("tmp emptyDir"));
        Manifests.built(folder)
                .forEach(each ->
                        present.add(each.getKind() + " " + each.getMetadata().getName()));
        Manifests.read(Files.readString(Manifests.DEPLOY.resolve("secrets.yaml")))
                .forEach(each -> present.add("Secret " + each.getMetadata().getName()));
        // these folders are used only by the overlays, which add the ConfigMap
        if (folder.endsWith("base") || folder.endsWith("smoke")) {
            present.add("ConfigMap llm-test-bench-suites");
        }
        for (JsonNode pod : Manifests.pods(folder)) {
            Set<String> volumes = new TreeSet<>(pod.path("volumes").findValuesAsText("name"));
            for (JsonNode container : pod.path("containers")) {
                assertThat(volumes).containsAll(container.path("volumeMounts").findValuesAsText("name"));
                assertThat(container.path("volumeMounts").findValuesAsText("mountPath"))
                        .contains("/tmp");
                for (JsonNode from : container.path("envFrom")) {
                    assertThat(present)
                            .contains("Secret " + from.at("/secretRef/name").asText());
                }
            }
            for (JsonNode volume : pod.path("volumes")) {
                assertThat(present).contains(source(volume));
            }
        }
    }

    private static String source(JsonNode volume) {
        if (volume.has("configMap")) {
            return "ConfigMap " + volume.at("/configMap/name").asText();
        }
        if (volume.has("secret")) {
            return "Secret " + volume.at("/secret/secretName").asText();
        }
        return volume.has("emptyDir")
                ? volume.path("name").asText() + " emptyDir"
                : "PersistentVolumeClaim "
                        + volume.at("/persistentVolumeClaim/claimName").asText();
    }

    @Test
    void the_template_of_secrets_is_empty() throws IOException {
        List<HasMetadata> secrets = Manifests.read(Files.readString(Manifests.DEPLOY.resolve("secrets.yaml")));

        assertThat(secrets).hasSize(2).allSatisfy(secret -> {
            assertThat(Manifests.unknown(secret)).isEmpty();
            assertThat(Manifests.json(secret).path("stringData"))
                    .isNotEmpty()
                    .allMatch(value -> value.asText().isEmpty());
        });
    }

    @Test
    void no_run_is_retried() {
        JsonNode job = single(KUBERNETES, "CronJob").path("spec");
        assertThat(job.path("concurrencyPolicy").asText()).isEqualTo("Forbid");
        assertThat(job.at("/jobTemplate/spec/backoffLimit").asInt(6)).isZero();
        assertThat(job.at("/jobTemplate/spec/template/spec/restartPolicy").asText())
                .isEqualTo("Never");
        assertThat(job.at("/jobTemplate/spec/activeDeadlineSeconds").asInt()).isPositive();

        JsonNode trigger = single(PRODUCTION, "Trigger").path("spec");
        assertThat(trigger.at("/delivery/retry").asInt(10)).isZero();
        // the returned report is also an event and must not start another run
        assertThat(trigger.at("/filter/attributes/type").asText()).isEqualTo("dev.knative.sources.ping");
        assertThat(trigger.path("broker").asText())
                .isEqualTo(single(PRODUCTION, "Broker").at("/metadata/name").asText())
                .isEqualTo(single(PRODUCTION, "PingSource")
                        .at("/spec/sink/ref/name")
                        .asText());
        assertThat(knativeService(PRODUCTION, trigger.at("/subscriber/ref/name").asText())
                        .at("/spec/template/spec/containerConcurrency")
                        .asInt())
                .isOne();
    }

    @Test
    void the_scheduled_suite_is_mounted() throws IOException {
        String suite = new ObjectMapper()
                .readTree(single(PRODUCTION, "PingSource").at("/spec/data").asText())
                .path("suite")
                .asText();

        assertThat(single(PRODUCTION, "ConfigMap").path("data").has(suite + ".yaml"))
                .isTrue();
        assertThat(single(KUBERNETES, "CronJob").findValue("args").get(1).asText())
                .isEqualTo("/etc/llm-test-bench/suites/" + suite + ".yaml");
    }

    @Test
    void every_service_has_an_authentication_setting() {
        assertThat(knativeService(PRODUCTION, "llm-test-bench").toString())
                .contains("LLM_TEST_BENCH_TOKENS_FILE")
                .doesNotContain("platform", "cluster-local");
        assertThat(knativeService(PRODUCTION, "llm-test-bench-smoke").toString())
                .contains("\"value\":\"platform\"", "cluster-local")
                .doesNotContain("TOKENS");
        assertThat(single(KUBERNETES, "Deployment").toString()).contains("LLM_TEST_BENCH_TOKENS_FILE");
    }

    @Test
    void the_termination_grace_period_is_longer_than_the_grace_of_the_program() {
        JsonNode pod = single(KUBERNETES, "Deployment").at("/spec/template/spec");
        int grace = Integer.parseInt(variable(pod, "LLM_TEST_BENCH_GRACE").replace("s", ""));
        int preStop = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();

        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(grace + preStop);
    }

    private static String variable(JsonNode pod, String name) {
        for (JsonNode variable : pod.at("/containers/0/env")) {
            if (variable.path("name").asText().equals(name)) {
                return variable.path("value").asText();
            }
        }
        throw new AssertionError(name + " is not set");
    }

    private static JsonNode knativeService(Path folder, String name) {
        return Manifests.built(folder).stream()
                .filter(each -> each.getApiVersion().startsWith("serving."))
                .filter(each -> each.getMetadata().getName().equals(name))
                .map(Manifests::json)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode single(Path folder, String kind) {
        List<HasMetadata> found = Manifests.built(folder).stream()
                .filter(each -> each.getKind().equals(kind))
                .toList();
        assertThat(found).hasSize(1);
        return Manifests.json(found.get(0));
    }
}
