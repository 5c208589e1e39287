package org.llmtestbench.function.completions;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.JsonBodyReader;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.limits.MaxTokensLimit;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Message;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.runner.CallSpec;

/** Parses a completion request, and reports all its errors together. */
@Singleton
class CompletionRequestParser {
    private static final List<String> ROLES =
            Stream.of(Message.Role.values()).map(Message.Role::label).toList();

    private final ProviderResolver providers;
    private final MaxTokensLimit maxTokensLimit;

    CompletionRequestParser(ProviderResolver providers, MaxTokensLimit maxTokensLimit) {
        this.providers = providers;
        this.maxTokensLimit = maxTokensLimit;
    }

    /** The body of the request; fails with {@link HttpProblemException} if it is invalid. */
    CompletionPayload read(Request request) {
        JsonFields fields = new JsonFields(JsonBodyReader.object(request));
        requireKnown(fields, CompletionPayload.keys());
        CompletionPayload body = new CompletionPayload(
                fields.text("provider"),
                fields.text("model"),
                messages(fields),
                fields.text("prompt"),
                fields.text("system"),
                fields.wholeNumber("max_tokens"),
                fields.number("temperature"),
                fields.number("top_p"),
                fields.texts("stop"),
                fields.flag("stream"),
                extra(fields));
        requirePrompt(fields);
        requireWithin(fields, "max_tokens", body.maxTokens(), 1, Integer.MAX_VALUE - 1);
        requireWithin(fields, "temperature", body.temperature(), 0, 2);
        requireWithin(fields, "top_p", body.topP(), 0, 1);
        String hint = requireProvider(fields, body);
        if (!fields.problems().isEmpty()) {
            HttpProblemException invalid = JsonBodyReader.invalid(String.join("\n", fields.problems()));
            throw hint == null ? invalid : invalid.hint(hint);
        }
        return body;
    }

    /**
     * The call for this request; fails with {@link Failure#USAGE} if the request can't be sent, and with {@link
     * HttpProblemException} (422) if it exceeds a limit.
     */
    CallSpec callSpec(CompletionPayload body, boolean streamed) {
        Provider provider = providers.named(body.provider());
        return new CallSpec(provider, maxTokensLimit.of(body.request(model(body, provider))), streamed);
    }

    private static String model(CompletionPayload body, Provider provider) {
        return body.model() == null ? provider.defaultModel() : body.model();
    }

    private static void requireKnown(JsonFields fields, List<String> known) {
        for (String name : fields.names()) {
            if (known.contains(name)) {
                continue;
            }
            boolean setting =
                    SettingsLoader.PROVIDER_KEYS.contains(name) || name.matches("(?i).*(key|token|auth.*|url|header)");
            fields.problem(
                    name,
                    setting
                            ? "callers can't set this key; it belongs to the configuration of the server."
                            : "unknown key." + suggestion(name, known));
        }
    }

    private static String suggestion(String name, List<String> known) {
        String near = Suggestions.suggestion(name, known);
        return near.isEmpty() ? " Known: " + String.join(", ", known) + "." : near;
    }

    private static List<Message> messages(JsonFields fields) {
        List<Message> messages = new ArrayList<>();
        for (JsonFields message : fields.objects("messages")) {
            requireKnown(message, List.of("role", "content"));
            String role = message.text("role");
            String content = message.text("content");
            if (role != null && !ROLES.contains(role)) {
                message.problem("role", "'" + role + "' is not one of " + String.join(", ", ROLES) + ".");
            } else if (role == null && !message.has("role") || content == null && !message.has("content")) {
                message.problem(message.has("role") ? "content" : "role", "is missing.");
            } else if (role != null && content != null) {
                messages.add(new Message(Message.Role.values()[ROLES.indexOf(role)], content));
            }
        }
        return messages;
    }

    private static Map<String, JsonNode> extra(JsonFields fields) {
        Map<String, JsonNode> extra = new LinkedHashMap<>();
        JsonNode object = fields.object("extra");
        if (object != null) {
            object.properties().forEach(field -> {
                ExtraFieldPolicy.objection(field.getKey())
                        .ifPresent(why -> fields.problem("extra." + field.getKey(), why));
                extra.put(field.getKey(), field.getValue());
            });
        }
        return extra;
    }

    private static void requirePrompt(JsonFields fields) {
        boolean prompt = fields.has("prompt");
        if (prompt == fields.has("messages")) {
            fields.problem(
                    "prompt",
                    prompt ? "messages is set too; send only one of them." : "is missing; send prompt or messages.");
        } else if (prompt
                && fields.node("prompt").asText().isBlank()
                && fields.node("prompt").isTextual()) {
            fields.problem("prompt", "is empty.");
        }
    }

    private static void requireWithin(JsonFields fields, String name, Number value, int min, int max) {
        if (value != null && !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            String bounds = max == Integer.MAX_VALUE - 1 ? "at least " + min : "between " + min + " and " + max;
            fields.problem(
                    name, "must be " + bounds + ", not " + fields.node(name).asText() + ".");
        }
    }

    /** Checks the provider and the model; returns a hint for an unknown provider, or null. */
    private String requireProvider(JsonFields fields, CompletionPayload body) {
        if (body.provider() == null) {
            if (!fields.has("provider")) {
                fields.problem("provider", "is missing.");
            }
            return null;
        }
        try {
            Provider provider = providers.named(body.provider());
            if (body.model() != null ? body.model().isBlank() : !fields.has("model") && model(body, provider) == null) {
                fields.problem("model", "is not set, and " + body.provider() + " has no default model.");
            }
            return null;
        } catch (ProviderException unknown) {
            if (unknown.failure() != Failure.USAGE) {
                throw unknown;
            }
            fields.problem("provider", unknown.getMessage());
            return unknown.hint().orElse(null);
        }
    }
}
