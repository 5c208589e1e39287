package org.llmtestbench.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a model. Only fields that are set are sent.
 *
 * @param model the provider's model id
 * @param messages in order; at least one message that is not a system message must not be blank
 * @param maxTokens the maximum number of output tokens; null to send no limit
 * @param temperature 0 to 2; null for the model's default
 * @param topP 0 to 1; null for the model's default
 * @param stop sequences that end the answer
 * @param extra further top-level request fields, sent unchanged
 */
public record CompletionRequest(
        String model,
        List<Message> messages,
        Integer maxTokens,
        Double temperature,
        Double topP,
        List<String> stop,
        Map<String, JsonNode> extra) {

    /** Rejects values that no provider accepts, with {@link Failure#USAGE}. */
    public CompletionRequest {
        if (model == null || model.isBlank()) {
            throw Failure.USAGE.because("No model is set.").hint("Set one with --model or default_model.");
        }
        messages = List.copyOf(messages);
        if (messages.stream()
                .allMatch(m -> m.role() == Message.Role.SYSTEM || m.content().isBlank())) {
            throw Failure.USAGE.because("The prompt is empty.").hint("Nothing was sent.");
        }
        if (maxTokens != null && maxTokens < 1) {
            throw Failure.USAGE.because("max tokens must be at least 1, not " + maxTokens + ".");
        }
        requireRange("temperature", temperature, 2);
        requireRange("top-p", topP, 1);
        stop = List.copyOf(stop);
        if (stop.contains("")) {
            throw Failure.USAGE.because("A stop sequence is empty.");
        }
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
        requireWellFormed(model, messages, stop, extra);
    }

    /** UTF-8 cannot encode an unpaired surrogate, so the provider would receive a different text. */
    private static void requireWellFormed(
            String model, List<Message> messages, List<String> stop, Map<String, JsonNode> extra) {
        reject("The model's name", Utf16.problem(model));
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            reject("Message " + (i + 1) + " (" + message.role().label() + ")", Utf16.problem(message.content()));
        }
        stop.forEach(sequence -> reject("A stop sequence", Utf16.problem(sequence)));
        extra.forEach((name, value) -> {
            reject("The name of an extra field", Utf16.problem(name));
            reject("The extra field " + name, Utf16.problem(value));
        });
    }

    private static void reject(String what, Optional<String> problem) {
        if (problem.isPresent()) {
            throw Failure.USAGE.because(what + " " + problem.get()).hint("Nothing was sent.");
        }
    }

    private static void requireRange(String name, Double value, int max) {
        if (value != null && !(value >= 0 && value <= max)) {
            throw Failure.USAGE.because(name + " must be between 0 and " + max + ", not " + value + ".");
        }
    }

    /** Returns a builder of an empty request. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a request; {@link #build()} validates it. */
    public static final class Builder {
        private String model;
        private final List<Message> messages = new ArrayList<>();
        private Integer maxTokens;
        private Double temperature;
        private Double topP;
        private final List<String> stop = new ArrayList<>();
        private final Map<String, JsonNode> extra = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the provider's model id. */
        public Builder model(String id) {
            model = id;
            return this;
        }

        /** Adds a message, unless the text is null. */
        public Builder message(Message.Role role, String text) {
            if (text != null) {
                messages.add(new Message(role, text));
            }
            return this;
        }

        /** Adds a system message, unless the text is null. */
        public Builder system(String text) {
            return message(Message.Role.SYSTEM, text);
        }

        /** Adds a user message, unless the text is null. */
        public Builder user(String text) {
            return message(Message.Role.USER, text);
        }

        /** Adds an assistant message, unless the text is null. */
        public Builder assistant(String text) {
            return message(Message.Role.ASSISTANT, text);
        }

        /** Sets the maximum number of output tokens, or null. */
        public Builder maxTokens(Integer tokens) {
            maxTokens = tokens;
            return this;
        }

        /** Sets the temperature: 0 to 2, or null. */
        public Builder temperature(Double value) {
            temperature = value;
            return this;
        }

        /** Sets top-p: 0 to 1, or null. */
        public Builder topP(Double value) {
            topP = value;
            return this;
        }

        /** Adds stop sequences. */
        public Builder stop(List<String> sequences) {
            stop.addAll(sequences);
            return this;
        }

        /** Adds request fields that are sent unchanged. */
        public Builder extra(Map<String, JsonNode> fields) {
            extra.putAll(fields);
            return this;
        }

        /** Returns the request; fails with {@link Failure#USAGE} when it is not valid. */
        public CompletionRequest build() {
            return new CompletionRequest(model, messages, maxTokens, temperature, topP, stop, extra);
        }
    }
}
