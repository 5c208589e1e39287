package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ModelInfo;

/** Builds the body of a request. Leaves out fields that the model or the API version rejects, each with a warning. */
final class MessagesRequestBuilder {
    /** The extra fields that belong to the input. The token count endpoint rejects all other extra fields. */
    private static final Set<String> INPUT_FIELDS =
            Set.of("system", "messages", "tools", "tool_choice", "thinking", "output_config", "cache_control");

    private final CompletionRequest request;
    private final ModelInfo model;
    private final SamplingParams sampling;
    private final List<String> warnings = new ArrayList<>();

    /** @param model null if the model is unknown */
    MessagesRequestBuilder(CompletionRequest request, String apiVersion, ModelInfo model) {
        this.request = request;
        this.model = model;
        this.sampling = new SamplingParams(request, apiVersion, model, warnings::add);
    }

    MessagesRequest body(boolean stream) {
        request.stop().forEach(MessagesRequestBuilder::requireNotBlank);
        MessagesMapper messages = MessagesMapper.of(request.messages());
        return new MessagesRequest(
                request.model(),
                request.extra().containsKey("max_tokens") ? null : maxTokens(),
                unlessExtra("system", messages.system()),
                unlessExtra("messages", messages.turns()),
                unlessExtra("temperature", sampling.temperature()),
                unlessExtra("top_p", sampling.topP()),
                unlessExtra("stop_sequences", request.stop().isEmpty() ? null : request.stop()),
                stream ? true : null,
                request.extra());
    }

    /** The body of the request that counts the tokens of the same input. */
    MessagesRequest countBody() {
        MessagesMapper messages = MessagesMapper.of(request.messages());
        Map<String, JsonNode> extra = new LinkedHashMap<>(request.extra());
        extra.keySet().retainAll(INPUT_FIELDS);
        return new MessagesRequest(
                request.model(),
                null,
                unlessExtra("system", messages.system()),
                unlessExtra("messages", messages.turns()),
                null,
                null,
                null,
                null,
                extra);
    }

    /** One warning for each field that was left out; complete after {@link #body}. */
    List<String> warnings() {
        return warnings;
    }

    /** The protocol has no default. A budget for thinking must be smaller than the limit. */
    private long maxTokens() {
        if (request.maxTokens() != null) {
            return request.maxTokens();
        }
        JsonNode thinking = request.extra().get("thinking");
        long budget = thinking == null ? 0 : thinking.path("budget_tokens").asLong();
        return DefaultMaxTokens.tokens(model, Math.max(0, budget));
    }

    private <T> T unlessExtra(String field, T value) {
        if (value == null || !request.extra().containsKey(field)) {
            return value;
        }
        warnings.add(field + " is also set in the extra fields; the value of the extra fields was sent.");
        return null;
    }

    private static void requireNotBlank(String stop) {
        if (stop.isBlank()) {
            throw Failure.USAGE
                    .because("A stop sequence contains only white space; this dialect does not accept it.")
                    .hint("Nothing was sent. Change the stop sequence or remove it.");
        }
    }
}
