package org.llmtestbench.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A JSON Schema for answers or suites: it fetches nothing, and its patterns take linear time. */
public final class JsonSchemaValidator {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .preloadJsonSchema(false)
            .regularExpressionFactory(pattern -> {
                Pattern linear = Pattern.compile(pattern);
                return text -> linear.matcher(text).find();
            })
            .build();

    private final JsonSchema schema;

    private JsonSchemaValidator(JsonSchema schema) {
        this.schema = schema;
    }

    /** Reads a schema of any draft; fails with {@link IllegalArgumentException}, whose message says why. */
    public static JsonSchemaValidator of(JsonNode json) {
        remoteReference(json).ifPresent(reference -> {
            throw new IllegalArgumentException(
                    "the schema refers to '" + reference + "'; only references within it, '#…', are followed.");
        });
        if (!json.isObject() && !json.isBoolean()) {
            throw new IllegalArgumentException("a schema is an object.");
        }
        try {
            VersionFlag draft =
                    SpecVersionDetector.detectOptionalVersion(json, false).orElse(VersionFlag.V202012);
            requireSchema(json, draft);
            JsonSchemaFactory drafts = JsonSchemaFactory.getInstance(
                    draft,
                    builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
            JsonSchema schema = drafts.getSchema(json, CONFIG);
            schema.initializeValidators();
            return new JsonSchemaValidator(schema);
        } catch (JsonSchemaException e) {
            String why = e.getCause() instanceof PatternSyntaxException pattern
                    ? "a pattern in the schema can't be used: " + pattern.getMessage() + "."
                    : "the schema can't be used: " + e.getMessage();
            throw new IllegalArgumentException(why, e);
        }
    }

    private static void requireSchema(JsonNode json, VersionFlag draft) {
        JsonSchema rules = JsonSchemaFactory.getInstance(draft).getSchema(SchemaLocation.of(draft.getId()), CONFIG);
        rules.validate(json).stream().findFirst().ifPresent(message -> {
            throw new IllegalArgumentException("the schema can't be used: " + message.getMessage() + ".");
        });
    }

    /** The text as JSON, if it is that and nothing else. */
    static Optional<JsonNode> json(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json == null || json.isMissingNode() ? Optional.empty() : Optional.of(json);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** What is wrong with this JSON, one line each. */
    List<String> errors(JsonNode json) {
        try {
            return messages(json).stream()
                    .map(ValidationMessage::getMessage)
                    // at the root, the place that stands before the colon is empty
                    .map(message -> message.replaceFirst("^: ", ""))
                    .toList();
        } catch (StackOverflowError endless) {
            return List.of("the schema refers to itself without end");
        }
    }

    /** What is wrong with this JSON, as the validator tells it. */
    public Set<ValidationMessage> messages(JsonNode json) {
        return schema.validate(json);
    }

    private static Optional<String> remoteReference(JsonNode json) {
        for (String key : REFERENCES) {
            String reference = json.path(key).asText("");
            if (!reference.isEmpty() && !reference.startsWith("#")) {
                return Optional.of(reference);
            }
        }
        for (JsonNode below : json) {
            Optional<String> found = remoteReference(below);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
