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

/** Makes the body of a request, leaving out, with a warning, what the model or the version is known to refuse. */
final class MessagesRequestBuilder {
    /** What of the extra fields belongs to the input; the count refuses all others. */
    private static final Set<String> INPUT =
            Set.of("system", "messages", "tools", "tool_choice", "thinking", "output_config", "cache_control");

    private final CompletionRequest request;
    private final ModelInfo model;
    private final SamplingParams sampling;
    private final List<String> warnings = new ArrayList<>();

    /** @param model null when nothing is known of it */
    MessagesRequestBuilder(CompletionRequest request, String apiVersion, ModelInfo model) {
        this.request = request;
        this.model = model;
        this.sampling = new SamplingParams(request, apiVersion, model, warnings::add);
    }

    MessagesRequest body(boolean stream) {
        request.stop().forEach(MessagesRequestBuilder::requireVisible);
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

    /** The same input, for the count of its tokens. */
    MessagesRequest countBody() {
        MessagesMapper messages = MessagesMapper.of(request.messages());
        Map<String, JsonNode> extra = new LinkedHashMap<>(request.extra());
        extra.keySet().retainAll(INPUT);
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

    /** What was left out; complete once {@link #body} was made. */
    List<String> warnings() {
        return warnings;
    }

    /** The protocol knows no default. A budget for thinking has to fit below the limit. */
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
        warnings.add(field + " stands among the extra fields too; that one was sent.");
        return null;
    }

    private static void requireVisible(String stop) {
        if (stop.isBlank()) {
            throw Failure.USAGE
                    .because("A stop sequence is nothing but white space; this dialect takes no such one.")
                    .hint("Nothing was sent.");
        }
    }
}
