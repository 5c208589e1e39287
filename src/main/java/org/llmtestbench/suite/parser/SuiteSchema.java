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

/** The JSON Schema of suites: what keys there are and which values they take. */
public final class SuiteSchema {
    private static final String RESOURCE = "/org/llmtestbench/suite.schema.json";
    private static final Pattern CHECK = Pattern.compile("tests\\[\\d+]\\.assert\\[\\d+]\\.([^.\\[]+)");
    /** The keys from the top to the value of a check. */
    private static final int TO_A_CHECK = 5;

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

    /** The schema as the program ships it, for editors. */
    public static String text() {
        try (InputStream resource = SuiteSchema.class.getResourceAsStream(RESOURCE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells everything in a suite that is not as the schema wants it, each once and at its own line. */
    void check(SourceNode suite, ProblemCollector problems) {
        schema.messages(suite.json()).stream()
                .sorted(Comparator.comparingInt(
                        (ValidationMessage m) -> m.getInstanceLocation().getNameCount()))
                .forEach(message -> tell(message, suite, problems));
    }

    private void tell(ValidationMessage message, SourceNode suite, ProblemCollector problems) {
        SourceNode at = suite.at(keys(message.getInstanceLocation()));
        Matcher check = CHECK.matcher(at.path());
        if (check.lookingAt()) {
            SourceNode whole = suite.at(keys(message.getInstanceLocation(), TO_A_CHECK));
            problems.add(whole, "can't be used. Takes: " + describe(check.group(1)) + quoting(whole, check.group(1)));
            return;
        }
        switch (message.getType()) {
            case "additionalProperties" -> unknown(message, at, problems);
            case "required" ->
                problems.add(below(at, message), "is missing. " + description(message, message.getProperty()));
            case "minProperties" -> problems.add(at, "is empty. " + description(message, ""));
            case "maxProperties" ->
                problems.add(at, "holds several checks. Write each as an element of its own, with a dash.");
            default ->
                problems.add(at, "can't be used" + got(at) + ". " + description(message, "") + quoting(message, at));
        }
    }

    /** What to do where a check has a number, a truth or null in the place of a text. */
    private String quoting(SourceNode check, String type) {
        JsonNode takes = json.path("$defs").path(type.replaceFirst("^not-", ""));
        boolean takesText = takes.path("type").asText().equals("string")
                || takes.path("oneOf").findValuesAsText("type").contains("string");
        return takesText && !check.json().isTextual() && check.json().isValueNode()
                ? quoted(check)
                : quotingNull(check);
    }

    private static String quoting(ValidationMessage message, SourceNode at) {
        boolean takesText = message.getType().equals("type")
                && String.valueOf(message.getSchemaNode()).contains("\"string\"");
        return takesText && at.json().isValueNode() ? quoted(at) : quotingNull(at);
    }

    /** The first null in a value, which no key of a suite takes. */
    private static String quotingNull(SourceNode at) {
        if (at.json().isNull()) {
            return quoted(at);
        }
        return Stream.concat(at.fields().values().stream(), at.elements().stream())
                .map(SuiteSchema::quotingNull)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String quoted(SourceNode at) {
        String written = at.written() == null ? at.json().asText() : at.written();
        return " Quote it if a text is meant: \"" + written + "\".";
    }

    private static String got(SourceNode at) {
        return at.text()
                .map(text -> ": '" + text.lines().findFirst().orElse("") + "'")
                .orElse("");
    }

    private void unknown(ValidationMessage message, SourceNode at, ProblemCollector problems) {
        String key = message.getProperty();
        List<String> known = new ArrayList<>();
        owner(message).path("properties").fieldNames().forEachRemaining(known::add);
        at.field(key).ifPresent(value -> problems.add(value, why(key, known)));
    }

    private static String why(String key, List<String> known) {
        boolean elsewhere = DefaultsChain.ENDPOINT_KEYS.contains(key);
        return elsewhere
                ? "can't stand here: limits hold for all cases of an endpoint. Put it into defaults or a target."
                : "unknown key." + Suggestions.suggestion(key, known);
    }

    private static SourceNode below(SourceNode at, ValidationMessage message) {
        String key = message.getProperty();
        return new SourceNode(
                at.path().isEmpty() ? key : at.path() + "." + key,
                at.line(),
                at.json(),
                at.written(),
                at.fields(),
                at.elements());
    }

    /** The part of the schema that a keyword stands in. */
    private JsonNode owner(ValidationMessage message) {
        String pointer = message.getSchemaLocation().getFragment().toString();
        return json.at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
    }

    /** What the schema says of a value: of the property that is asked for, else of what is nearest around it. */
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
            found = followed(pointer).path(DESCRIPTION).asText("");
        }
        return found;
    }

    private JsonNode followed(String pointer) {
        JsonNode here = json;
        for (String key : pointer.split("/")) {
            if (key.equals("$ref")) {
                here = json.at(here.path("$ref").asText("#").substring(1));
            } else if (!key.isEmpty()) {
                here = here.isArray() ? here.path(Integer.parseInt(key)) : here.path(key);
            }
        }
        return here;
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
