package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The body of a chat completion request. A null or empty member is not sent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ChatRequest(
        String model,
        List<Turn> messages,
        @JsonProperty("max_tokens") Integer maxTokens,
        @JsonProperty("max_completion_tokens") Integer maxCompletionTokens,
        Double temperature,
        @JsonProperty("top_p") Double topP,
        List<String> stop,
        Boolean stream,
        @JsonProperty("stream_options") StreamOptions streamOptions,
        @JsonAnyGetter Map<String, JsonNode> extra) {
    /** Relative to the base URL. */
    static final String PATH = "chat/completions";

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Turn(String role, String content) {}

    record StreamOptions(@JsonProperty("include_usage") boolean includeUsage) {}
}
