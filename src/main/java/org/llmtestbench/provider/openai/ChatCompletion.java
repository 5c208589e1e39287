package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.ErrorBodyParser;
import org.llmtestbench.provider.client.ErrorResponse;
import org.llmtestbench.provider.client.LenientObject;
import org.llmtestbench.provider.client.LenientTextDeserializer;
import org.llmtestbench.provider.client.ReasoningText;

/**
 * A response of the protocol: a whole body or one chunk of a stream. They differ only in {@code message} and
 * {@code delta}. Lenient on purpose: any member may be missing, and compatible servers send some members with other
 * types.
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

    /** The fields of a tool call that have a value even in an empty call. */
    private static final Set<String> FIELDS_OF_EMPTY_CALL = Set.of("index", "type");

    /** @param index null if it could not be read; the position in the list is used then */
    record Choice(
            Long index,
            Said message,
            Said delta,

            @JsonProperty("finish_reason") @JsonDeserialize(using = LenientTextDeserializer.class)
            String finishReason,

            ChatUsage usage,
            JsonNode error) {

        long index(int position) {
            return index == null ? position : index;
        }

        /** The members in which servers report an error of the choice. */
        Stream<JsonNode> errors() {
            return Stream.of(error, delta == null ? null : delta.error(), message == null ? null : message.error())
                    .filter(Objects::nonNull);
        }

        void addTo(CompletionAccumulator accumulator, Function<Choice, Said> messageOf) {
            Said content = messageOf.apply(this);
            if (content != null) {
                content.addTo(accumulator);
            }
            if (finishReason != null) {
                accumulator.finish(normalized(finishReason), finishReason);
            }
            if (usage != null) {
                accumulator.counts(usage.counts());
            }
        }
    }

    /**
     * The content of a {@code message} or a {@code delta}.
     *
     * @param text the content, if it is a text
     * @param parts the content, if it is not a text; Mistral, for example, sends a list of parts
     * @param reasoning null if there is none
     */
    @JsonDeserialize(using = SaidReader.class)
    record Said(
            String text,
            JsonNode parts,
            String refusal,
            String reasoning,
            JsonNode toolCalls,
            JsonNode functionCall,
            JsonNode error) {

        void addTo(CompletionAccumulator accumulator) {
            accumulator.reasoning(reasoning);
            accumulator.text(text);
            if (parts != null) {
                addParts(accumulator);
            }
            accumulator.refusal(refusal);
            if (hasCall(toolCalls) || hasCall(functionCall)) {
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
                // some servers send the same reasoning in a member of the message too
                accumulator.reasoning(reasoning == null ? ReasoningText.of(part) : null);
            } else {
                accumulator.refusal(part.path("refusal").textValue());
                JsonNode text = part.path("text");
                accumulator.text((text.isObject() ? text.path("value") : text).textValue());
            }
        }

        /** Whether any call has a name, an id or arguments. Some servers send an empty call in every chunk. */
        private static boolean hasCall(JsonNode calls) {
            return calls != null && calls.isContainerNode() && hasContent(calls);
        }

        private static boolean hasContent(JsonNode node) {
            if (node.isValueNode()) {
                // a call without arguments has an empty object of them
                return !node.isNull()
                        && !node.asText().isEmpty()
                        && !node.asText().equals("{}");
            }
            if (node.isArray()) {
                return StreamSupport.stream(node.spliterator(), false).anyMatch(Said::hasContent);
            }
            return node.properties().stream()
                    .anyMatch(field -> !FIELDS_OF_EMPTY_CALL.contains(field.getKey()) && hasContent(field.getValue()));
        }
    }

    record Groq(ChatUsage usage) implements LenientObject {}

    /** Whether this belongs to the protocol. Every chunk has {@code choices}, which may be an empty list. */
    boolean isKnown() {
        return choices != null || groq != null || (object != null && object.startsWith("chat."));
    }

    /** Whether this is only a heartbeat of the server. */
    boolean isHeartbeat() {
        return "ping".equals(type);
    }

    /** Whether this has a choice and does not report a failure. */
    boolean isAnswer() {
        return choices != null && !choices.isEmpty() && !ErrorBodyParser.isFailedResponse(baseResp);
    }

    /** The error in this response, if any: in {@code error}, in the choice, or at the top level (vLLM). */
    Optional<ErrorResponse> error(Long choiceIndex) {
        if (ErrorBodyParser.isError(error)) {
            return Optional.of(ErrorBodyParser.read(OK, error));
        }
        if ("error".equals(object)) {
            return Optional.of(new ErrorResponse(OK, type, code, message));
        }
        return choices == null ? Optional.empty() : errorOfChoice(choiceIndex);
    }

    private Optional<ErrorResponse> errorOfChoice(Long choiceIndex) {
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            if (choice != null && choice.index(i) == choiceIndex) {
                Optional<JsonNode> error =
                        choice.errors().filter(ErrorBodyParser::isError).findFirst();
                if (error.isPresent()) {
                    return error.map(found -> ErrorBodyParser.read(OK, found));
                }
            }
        }
        return Optional.empty();
    }

    /** The index of the choice to use: 0, or the first if the server does not count from 0; null without choices. */
    Long firstChoiceIndex() {
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
     * Adds the content of this response to the accumulator.
     *
     * @param choiceIndex the index of the choice to use; the others are ignored
     * @param messageOf returns the message or the delta of a choice
     */
    void addTo(CompletionAccumulator accumulator, Long choiceIndex, Function<Choice, Said> messageOf) {
        accumulator.id(id);
        accumulator.model(model);
        for (int i = 0; choices != null && i < choices.size(); i++) {
            Choice choice = choices.get(i);
            if (choice != null && choice.index(i) == choiceIndex) {
                choice.addTo(accumulator, messageOf);
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

    private static FinishReason normalized(String raw) {
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
