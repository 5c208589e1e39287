package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.ErrorBodyParser;
import org.llmtestbench.provider.client.ErrorResponse;
import org.llmtestbench.provider.client.LenientObject;
import org.llmtestbench.provider.client.LenientTextDeserializer;
import org.llmtestbench.provider.client.ReasoningText;

/**
 * An answer of the protocol, whole or one chunk of a stream: they differ only in {@code message} and {@code delta}.
 * Lenient on purpose: anything may be missing, and compatible servers send other types in places.
 */
record ChatCompletion(
        @JsonDeserialize(using = LenientTextDeserializer.OrNumber.class)
        String id,

        @JsonDeserialize(using = LenientTextDeserializer.class)
        String object,

        @JsonDeserialize(using = LenientTextDeserializer.OrNumber.class)
        String model,

        List<Choice> choices,
        ChatUsage usage,
        JsonNode error,

        @JsonDeserialize(using = LenientTextDeserializer.class)
        String type,

        @JsonDeserialize(using = LenientTextDeserializer.OrNumber.class)
        String code,

        @JsonDeserialize(using = LenientTextDeserializer.class)
        String message,

        @JsonProperty("x_groq") Groq groq,
        @JsonProperty("base_resp") JsonNode baseResp) {

    private static final int OK = 200;

    /** The fields of a tool call that an empty one has too. */
    private static final Set<String> CALL_FRAME = Set.of("index", "type");

    /** @param index null where it could not be read: then the place in the list counts */
    record Choice(
            Long index,
            Said message,
            Said delta,

            @JsonProperty("finish_reason") @JsonDeserialize(using = LenientTextDeserializer.class)
            String finishReason,

            ChatUsage usage,
            JsonNode error) {

        long index(int place) {
            return index == null ? place : index;
        }

        void addTo(CompletionAccumulator accumulator, Function<Choice, Said> reading) {
            Said said = reading.apply(this);
            if (said != null) {
                said.addTo(accumulator);
            }
            if (finishReason != null) {
                accumulator.finish(normalised(finishReason), finishReason);
            }
            if (usage != null) {
                accumulator.counts(usage.counts());
            }
        }
    }

    /**
     * @param text the content where it is a text
     * @param parts the content where it is something else, such as a list of parts with Mistral
     * @param reasoning null where none is shown
     */
    @JsonDeserialize(using = SaidReader.class)
    record Said(
            String text, JsonNode parts, String refusal, String reasoning, JsonNode toolCalls, JsonNode functionCall) {

        void addTo(CompletionAccumulator accumulator) {
            accumulator.reasoning(reasoning);
            accumulator.text(text);
            if (parts != null) {
                addParts(accumulator);
            }
            accumulator.refusal(refusal);
            if (holdsCall(toolCalls) || holdsCall(functionCall)) {
                accumulator.toolCall();
            }
        }

        private void addParts(CompletionAccumulator accumulator) {
            if (parts.isArray()) {
                parts.forEach(part -> addPart(part, accumulator));
            } else if (parts.path("text").isTextual()) {
                addPart(parts, accumulator);
            } else if (!parts.isNull() && !parts.isEmpty() || parts.isNumber() || parts.isBoolean()) {
                accumulator.warn("The provider sent the content as JSON and not as a text.");
                accumulator.text(parts.toString());
            }
        }

        private void addPart(JsonNode part, CompletionAccumulator accumulator) {
            if (part.isTextual()) {
                accumulator.text(part.textValue());
            } else if (ReasoningText.isIn(part)) {
                // some servers send it in the message too
                accumulator.reasoning(reasoning == null ? ReasoningText.of(part) : null);
            } else {
                accumulator.refusal(part.path("refusal").textValue());
                JsonNode text = part.path("text");
                accumulator.text((text.isObject() ? text.path("value") : text).textValue());
            }
        }

        /** Whether any call has a name, an id or arguments: some servers send an empty call in every chunk. */
        private static boolean holdsCall(JsonNode calls) {
            return calls != null && calls.isContainerNode() && hasContent(calls);
        }

        private static boolean hasContent(JsonNode node) {
            if (node.isValueNode()) {
                return !node.isNull() && !node.asText().isEmpty();
            }
            if (node.isArray()) {
                return StreamSupport.stream(node.spliterator(), false).anyMatch(Said::hasContent);
            }
            return node.properties().stream()
                    .anyMatch(field -> !CALL_FRAME.contains(field.getKey()) && hasContent(field.getValue()));
        }
    }

    record Groq(ChatUsage usage) implements LenientObject {}

    /** Whether it is of this protocol; every chunk has choices, if only an empty list of them. */
    boolean isKnown() {
        return choices != null || groq != null || (object != null && object.startsWith("chat."));
    }

    /** Whether it says only that the server is alive. */
    boolean isHeartbeat() {
        return "ping".equals(type);
    }

    /** Whether it has a choice, and does not say that it failed. */
    boolean isAnswer() {
        return choices != null && !choices.isEmpty() && !ErrorBodyParser.isFailedResponse(baseResp);
    }

    /** The error inside, if there is one: under {@code error}, on the choice, or at the top level with vLLM. */
    Optional<ErrorResponse> errorInside(Long shown) {
        if (ErrorBodyParser.isError(error)) {
            return Optional.of(ErrorBodyParser.read(OK, error));
        }
        if ("error".equals(object)) {
            return Optional.of(new ErrorResponse(OK, type, code, message));
        }
        return choices == null ? Optional.empty() : errorOfChoice(shown);
    }

    private Optional<ErrorResponse> errorOfChoice(Long shown) {
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            if (choice != null && choice.index(i) == shown && ErrorBodyParser.isError(choice.error())) {
                return Optional.of(ErrorBodyParser.read(OK, choice.error()));
            }
        }
        return Optional.empty();
    }

    /** The index of the choice to show: 0, or the first one where a server does not count from 0; null without choices. */
    Long firstChoice() {
        Long first = null;
        for (int i = 0; choices != null && i < choices.size(); i++) {
            Choice choice = choices.get(i);
            if (choice != null && (first == null || choice.index(i) == 0)) {
                first = choice.index(i);
            }
        }
        return first;
    }

    /**
     * Adds what is here to what came before.
     *
     * @param shown the index of the choice that is shown; the others are left out
     * @param reading finds in a choice what the model said
     */
    void addTo(CompletionAccumulator accumulator, Long shown, Function<Choice, Said> reading) {
        accumulator.id(id);
        accumulator.model(model);
        for (int i = 0; choices != null && i < choices.size(); i++) {
            Choice choice = choices.get(i);
            if (choice != null && choice.index(i) == shown) {
                choice.addTo(accumulator, reading);
            } else if (choice != null) {
                accumulator.warn("The provider sent several choices; only the first is shown.");
            }
        }
        if (groq != null && groq.usage() != null) {
            accumulator.counts(groq.usage().counts());
        }
        if (usage != null) {
            accumulator.counts(usage.counts());
        }
    }

    private static FinishReason normalised(String raw) {
        return switch (raw) {
            case "stop", "eos", "end" -> FinishReason.STOP;
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "error", "network_error", "insufficient_system_resource" -> FinishReason.ERROR;
            default -> FinishReason.UNKNOWN;
        };
    }
}
