package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.wire.Answer;
import org.llmtestbench.provider.wire.ErrorBody;
import org.llmtestbench.provider.wire.ErrorReply;

/**
 * An answer of the protocol, whole or one chunk of a stream: they differ only in {@code message} and {@code delta}.
 * Lenient on purpose: anything may be missing, and compatible servers send other types in places.
 */
record Chat(
        String id,
        String object,
        String model,
        List<Choice> choices,
        ChatUsage usage,
        JsonNode error,
        String type,
        String code,
        String message,
        @JsonProperty("x_groq") Groq groq,
        @JsonProperty("base_resp") JsonNode baseResp) {

    private static final int OK = 200;

    /** The fields of a tool call that an empty one has too. */
    private static final Set<String> CALL_FRAME = Set.of("index", "type");

    record Choice(
            int index,
            Said message,
            Said delta,
            @JsonProperty("finish_reason") String finishReason,
            ChatUsage usage,
            JsonNode error) {}

    /** @param content text, or a list of parts with Mistral */
    record Said(
            JsonNode content,
            String refusal,
            @JsonProperty("reasoning_content") String reasoningContent,
            @JsonProperty("reasoning_text") String reasoningText,
            JsonNode reasoning,
            @JsonProperty("tool_calls") JsonNode toolCalls,
            @JsonProperty("function_call") JsonNode functionCall) {

        /** Some servers send the same text under two names: the first one counts. */
        private String shownReasoning() {
            if (reasoningContent != null) {
                return reasoningContent;
            }
            return reasoningText != null ? reasoningText : reasoning == null ? null : reasoning.textValue();
        }

        void addTo(Answer answer) {
            answer.reasoning(shownReasoning());
            if (content != null && content.isArray()) {
                content.forEach(part -> addPart(part, answer));
            } else if (content != null) {
                answer.text(content.textValue());
            }
            answer.refusal(refusal);
            if (holdsCall(toolCalls) || holdsCall(functionCall)) {
                answer.toolCall();
            }
        }

        private static void addPart(JsonNode part, Answer answer) {
            if (part.path("type").asText().equals("thinking")) {
                part.path("thinking")
                        .forEach(
                                thought -> answer.reasoning(thought.path("text").textValue()));
            } else {
                answer.text(part.path("text").textValue());
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

    record Groq(ChatUsage usage) {}

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
        return choices != null && !choices.isEmpty() && !ErrorBody.isFailedResponse(baseResp);
    }

    /** The error inside, if there is one: under {@code error}, on the choice, or at the top level with vLLM. */
    Optional<ErrorReply> errorInside() {
        if (ErrorBody.isError(error)) {
            return Optional.of(ErrorBody.read(OK, error));
        }
        if ("error".equals(object)) {
            return Optional.of(new ErrorReply(OK, type, code, message));
        }
        return choices == null ? Optional.empty() : errorOfChoice();
    }

    private Optional<ErrorReply> errorOfChoice() {
        for (Choice choice : choices) {
            if (choice != null && choice.index() == 0 && ErrorBody.isError(choice.error())) {
                return Optional.of(ErrorBody.read(OK, choice.error()));
            }
        }
        return Optional.empty();
    }

    /**
     * Adds what is here to what came before.
     *
     * @param reading finds in a choice what the model said
     */
    void addTo(Answer answer, Function<Choice, Said> reading) {
        answer.id(id);
        answer.model(model);
        if (choices != null) {
            for (Choice choice : choices) {
                addChoice(choice, answer, reading);
            }
        }
        if (groq != null && groq.usage() != null) {
            answer.counts(groq.usage().counts());
        }
        if (usage != null) {
            answer.counts(usage.counts());
        }
    }

    private static void addChoice(Choice choice, Answer answer, Function<Choice, Said> reading) {
        if (choice == null) {
            return;
        }
        if (choice.index() != 0) {
            answer.warn("The provider sent several choices; only the first is shown.");
            return;
        }
        Said said = reading.apply(choice);
        if (said != null) {
            said.addTo(answer);
        }
        if (choice.finishReason() != null) {
            answer.finish(normalised(choice.finishReason()), choice.finishReason());
        }
        if (choice.usage() != null) {
            answer.counts(choice.usage().counts());
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
