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

/** A JSON Schema for answers or suites. It never loads remote schemas, and its patterns match in linear time. */
public final class JsonSchemaValidator {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .preloadJsonSchema(false)
            .regularExpressionFactory(pattern -> {
                Pattern compiled = Pattern.compile(pattern);
                return text -> compiled.matcher(text).find();
            })
            .build();

    private final JsonSchema schema;

    private JsonSchemaValidator(JsonSchema schema) {
        this.schema = schema;
    }

    /** Reads a schema of any draft; throws {@link IllegalArgumentException}, with a message for the user. */
    public static JsonSchemaValidator of(JsonNode json) {
        remoteReference(json).ifPresent(reference -> {
            throw new IllegalArgumentException("the schema refers to '" + reference
                    + "'; only references within the schema ('#…') are supported.");
        });
        if (!json.isObject() && !json.isBoolean()) {
            throw new IllegalArgumentException("a schema must be an object.");
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
            String message = e.getCause() instanceof PatternSyntaxException pattern
                    ? "a pattern in the schema can't be used: " + pattern.getMessage() + "."
                    : "the schema can't be used: " + e.getMessage();
            throw new IllegalArgumentException(message, e);
        }
    }

    private static void requireSchema(JsonNode json, VersionFlag draft) {
        JsonSchema metaSchema =
                JsonSchemaFactory.getInstance(draft).getSchema(SchemaLocation.of(draft.getId()), CONFIG);
        metaSchema.validate(json).stream().findFirst().ifPresent(message -> {
            throw new IllegalArgumentException("the schema can't be used: " + message.getMessage() + ".");
        });
    }

    /** Parses a text that is JSON and nothing else; empty if it is not. */
    static Optional<JsonNode> json(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json == null || json.isMissingNode() ? Optional.empty() : Optional.of(json);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** The validation errors of this JSON, one line each. */
    List<String> errors(JsonNode json) {
        try {
            return messages(json).stream()
                    .map(ValidationMessage::getMessage)
                    // the path before the colon is empty at the root
                    .map(message -> message.replaceFirst("^: ", ""))
                    .toList();
        } catch (StackOverflowError endless) {
            return List.of("the schema refers to itself endlessly");
        }
    }

    /** The validation errors of this JSON, as the library reports them. */
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
        for (JsonNode child : json) {
            Optional<String> found = remoteReference(child);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
