package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.JsonSchemaValidator;

/** The JSON Schema of suites: the keys and their values. Validation problems quote its descriptions. */
public final class SuiteSchema {
    private static final String RESOURCE = "/org/llmtestbench/suite.schema.json";
    private static final Pattern CHECK = Pattern.compile("tests\\[\\d+]\\.assert\\[\\d+]\\.([^.\\[]+)");
    /** The number of keys on the path from the root to the value of a check. */
    private static final int CHECK_DEPTH = 5;

    private static final String DESCRIPTION = "description";

    private final JsonNode json;
    private final JsonSchemaValidator schema;

    private SuiteSchema(JsonNode json) {
        this.json = json;
        this.schema = JsonSchemaValidator.of(json);
    }

    static SuiteSchema load() {
        try {
            return new SuiteSchema(new ObjectMapper().readTree(text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the schema, for editors. */
    public static String text() {
        try (InputStream resource = SuiteSchema.class.getResourceAsStream(RESOURCE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Validates a suite and collects a problem for each invalid value. */
    void validate(SourceNode suite, ProblemCollector problems) {
        schema.messages(suite.json()).stream()
                .sorted(Comparator.comparingInt(
                        (ValidationMessage m) -> m.getInstanceLocation().getNameCount()))
                .forEach(message -> addProblem(message, suite, problems));
    }

    private void addProblem(ValidationMessage message, SourceNode suite, ProblemCollector problems) {
        SourceNode node = suite.at(keys(message.getInstanceLocation()));
        Matcher check = CHECK.matcher(node.path());
        if (check.lookingAt()) {
            SourceNode value = suite.at(keys(message.getInstanceLocation(), CHECK_DEPTH));
            problems.add(
                    value, "can't be used. Expected: " + describe(check.group(1)) + quotingHint(value, check.group(1)));
            return;
        }
        switch (message.getType()) {
            case "additionalProperties" -> addUnknownKey(message, node, problems);
            case "required" ->
                problems.add(missing(node, message), "is missing. " + description(message, message.getProperty()));
            case "minProperties" -> problems.add(node, "is empty. " + description(message, ""));
            case "maxProperties" ->
                problems.add(node, "has several checks. Write each check as a separate element of the list.");
            default ->
                problems.add(
                        node,
                        "can't be used" + got(node) + ". " + description(message, "") + quotingHint(message, node));
        }
    }

    /** A hint to add quotes if a check has a number, a boolean or null, but takes a text. */
    private String quotingHint(SourceNode check, String type) {
        JsonNode definition = json.path("$defs").path(type.replaceFirst("^not-", ""));
        boolean takesText = definition.path("type").asText().equals("string")
                || definition.path("oneOf").findValuesAsText("type").contains("string");
        return takesText && !check.json().isTextual() && check.json().isValueNode()
                ? quotingHint(check)
                : nullHint(check);
    }

    private static String quotingHint(ValidationMessage message, SourceNode node) {
        boolean takesText = message.getType().equals("type")
                && String.valueOf(message.getSchemaNode()).contains("\"string\"");
        return takesText && node.json().isValueNode() ? quotingHint(node) : nullHint(node);
    }

    /** A hint for the first null in a value, because no key of a suite takes null; empty if there is none. */
    private static String nullHint(SourceNode node) {
        if (node.json().isNull()) {
            return quotingHint(node);
        }
        return Stream.concat(node.fields().values().stream(), node.elements().stream())
                .map(SuiteSchema::nullHint)
                .filter(hint -> !hint.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String quotingHint(SourceNode node) {
        String written = node.written() == null ? node.json().asText() : node.written();
        return " Quote it if a text is meant: \"" + written + "\".";
    }

    private static String got(SourceNode node) {
        return node.text()
                .map(text -> ": '" + text.lines().findFirst().orElse("") + "'")
                .orElse("");
    }

    private void addUnknownKey(ValidationMessage message, SourceNode node, ProblemCollector problems) {
        String key = message.getProperty();
        List<String> known = new ArrayList<>();
        owner(message).path("properties").fieldNames().forEachRemaining(known::add);
        node.field(key).ifPresent(value -> problems.add(value, unknownKey(key, known)));
    }

    private static String unknownKey(String key, List<String> known) {
        boolean isEndpointKey = DefaultsChain.ENDPOINT_KEYS.contains(key);
        return isEndpointKey
                ? "is not allowed here: limits apply to all calls of an endpoint. Set it in defaults or in a target."
                : "unknown key." + Suggestions.suggestion(key, known);
    }

    private static SourceNode missing(SourceNode node, ValidationMessage message) {
        String key = message.getProperty();
        return new SourceNode(
                node.path().isEmpty() ? key : node.path() + "." + key,
                node.line(),
                node.json(),
                node.written(),
                node.fields(),
                node.elements());
    }

    /** The part of the schema that has the keyword. */
    private JsonNode owner(ValidationMessage message) {
        String pointer = message.getSchemaLocation().getFragment().toString();
        return json.at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
    }

    /** The description of a property of the schema; without a property, the nearest description around the keyword. */
    private String description(ValidationMessage message, String property) {
        if (!property.isEmpty()) {
            return owner(message)
                    .path("properties")
                    .path(property)
                    .path(DESCRIPTION)
                    .asText();
        }
        String pointer = message.getEvaluationPath().toString();
        String found = "";
        while (found.isEmpty() && pointer.contains("/")) {
            pointer = pointer.substring(0, pointer.lastIndexOf('/'));
            found = resolve(pointer).path(DESCRIPTION).asText("");
        }
        return found;
    }

    private JsonNode resolve(String pointer) {
        JsonNode current = json;
        for (String key : pointer.split("/")) {
            if (key.equals("$ref")) {
                current = json.at(current.path("$ref").asText("#").substring(1));
            } else if (!key.isEmpty()) {
                current = current.isArray() ? current.path(Integer.parseInt(key)) : current.path(key);
            }
        }
        return current;
    }

    private String describe(String check) {
        String type = check.startsWith("not-") ? check.substring("not-".length()) : check;
        return json.path("$defs").path(type).path(DESCRIPTION).asText();
    }

    private static List<Object> keys(JsonNodePath path) {
        return keys(path, path.getNameCount());
    }

    private static List<Object> keys(JsonNodePath path, int count) {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < Math.min(count, path.getNameCount()); i++) {
            keys.add(path.getElement(i));
        }
        return keys;
    }
}
