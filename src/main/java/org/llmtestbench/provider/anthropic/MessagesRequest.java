package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The body of a request for an answer or for a token count. A null or empty member is not sent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record MessagesRequest(
        String model,
        @JsonProperty("max_tokens") Long maxTokens,
        String system,
        List<Turn> messages,
        Double temperature,
        @JsonProperty("top_p") Double topP,
        @JsonProperty("stop_sequences") List<String> stopSequences,
        Boolean stream,
        @JsonAnyGetter Map<String, JsonNode> extra) {
    /** Relative to the base URL. */
    static final String PATH = "messages";

    record Turn(String role, String content) {}
}
