package org.llmtestbench.deploy;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The output of {@code kubectl kustomize}, parsed with the types of Kubernetes and Knative. */
public final class Manifests {
    /** The folder with all manifests. */
    public static final Path DEPLOY = Path.of("deploy");

    private static final KubernetesSerialization TYPED = new KubernetesSerialization();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifests() {}

    /** Every folder with a kustomization. */
    public static List<Path> folders() {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            return files.filter(file -> file.endsWith("kustomization.yaml"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resources that a folder builds. */
    static List<HasMetadata> built(Path folder) {
        return read(kustomized(folder));
    }

    /** Parses the documents of a YAML text. */
    static List<HasMetadata> read(String yaml) {
        return Stream.of(yaml.split("(?m)^---$"))
                .filter(document -> document.lines().anyMatch(line -> !line.matches("\\s*(#.*)?")))
                .map(document -> TYPED.<HasMetadata>unmarshal(document))
                .toList();
    }

    /** A resource as JSON. */
    static JsonNode json(HasMetadata resource) {
        return JSON.valueToTree(resource);
    }

    /** All containers of a folder, in resources of any kind. */
    public static List<JsonNode> containers(Path folder) {
        List<JsonNode> all = new ArrayList<>();
        pods(folder).forEach(pod -> pod.path("containers").forEach(all::add));
        return all;
    }

    /** All pod specifications of a folder. */
    static List<JsonNode> pods(Path folder) {
        return built(folder).stream()
                .flatMap(resource -> json(resource).findParents("containers").stream())
                .toList();
    }

    /** The paths of unknown fields: misspelt, misplaced, or of a wrong type. */
    static List<String> unknown(Object resource) {
        List<String> unknown = new ArrayList<>();
        collect(resource, resource.getClass().getSimpleName(), unknown);
        return unknown;
    }

    private static void collect(Object value, String path, List<String> unknown) {
        if (value instanceof Collection<?> all) {
            all.forEach(each -> collect(each, path, unknown));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(each, path + "." + key, unknown));
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.") && !(value instanceof Enum)) {
            for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
                fields(type).forEach(field -> field(value, field, path, unknown));
            }
        }
    }

    private static Stream<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers()));
    }

    private static void field(Object owner, Field field, String path, List<String> unknown) {
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> more) {
                more.keySet().forEach(key -> unknown.add(path + "." + key));
            } else {
                collect(value, path + "." + field.getName(), unknown);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String kustomized(Path folder) {
        assumeThat(System.getenv("PATH").split(":"))
                .as("kubectl, which builds kustomizations, is not installed")
                .anyMatch(each -> Files.isExecutable(Path.of(each, "kubectl")));
        try {
            Path stderrFile = Files.createTempFile("kustomize", ".err");
            Process process = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectError(stderrFile.toFile())
                    .start();
            String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean exited = process.waitFor(1, TimeUnit.MINUTES);
            String stderr = Files.readString(stderrFile);
            Files.delete(stderrFile);
            if (!exited || process.exitValue() != 0 || !stderr.isEmpty()) {
                throw new AssertionError("kubectl kustomize " + folder + ": " + stderr);
            }
            return yaml;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
