package org.llmtestbench.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code infra/template.yaml} as a tree; tags such as {@code !Ref} are dropped, their values are kept. */
final class Template {
    static final Path FILE = Path.of("infra/template.yaml");

    private final JsonNode root;

    private Template(JsonNode root) {
        this.root = root;
    }

    static Template read() {
        try {
            return new Template(new YAMLMapper().readTree(Files.readString(FILE, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode parameters() {
        return root.path("Parameters");
    }

    JsonNode properties(String resource) {
        JsonNode found = root.path("Resources").path(resource);
        if (found.isMissingNode()) {
            throw new AssertionError("There is no resource " + resource + ".");
        }
        return found.path("Properties");
    }

    /** All resources of a type, by logical id. */
    Stream<Map.Entry<String, JsonNode>> resources(String type) {
        return root.path("Resources").properties().stream()
                .filter(each -> each.getValue().path("Type").asText().equals(type));
    }

    JsonNode only(String type) {
        List<Map.Entry<String, JsonNode>> found = resources(type).toList();
        if (found.size() != 1) {
            throw new AssertionError("There are " + found.size() + " of " + type + ".");
        }
        return found.get(0).getValue().path("Properties");
    }

    /** Parses JSON that contains placeholders such as {@code ${Name}}. */
    static JsonNode json(JsonNode text) {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(
                            text.asText().replace("${ShardConcurrency}", "5").replaceAll("\\$\\{([A-Za-z:.]+)}", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
