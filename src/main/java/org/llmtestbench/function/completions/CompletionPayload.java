package org.llmtestbench.function.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Message;

/**
 * The body of a completion request; keys that are not set are null. Either {@code messages} or {@code prompt} is set.
 *
 * @param model null for the default model of the provider
 * @param stream null if the {@code Accept} header decides
 * @param extra additional fields that are sent to the provider unchanged
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CompletionPayload(
        String provider,
        String model,
        List<Message> messages,
        String prompt,
        String system,
        Integer maxTokens,
        Double temperature,
        Double topP,
        List<String> stop,
        Boolean stream,
        Map<String, JsonNode> extra) {

    /** The JSON keys of the body. */
    static List<String> keys() {
        return Stream.of(CompletionPayload.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE::translate)
                .toList();
    }

    /** @param effectiveModel the model to call, with the default applied */
    CompletionRequest request(String effectiveModel) {
        CompletionRequest.Builder request =
                CompletionRequest.builder().model(effectiveModel).system(system);
        messages.forEach(message -> request.message(message.role(), message.content()));
        if (prompt != null) {
            request.user(prompt);
        }
        return request.maxTokens(maxTokens)
                .temperature(temperature)
                .topP(topP)
                .stop(stop)
                .extra(extra)
                .build();
    }
}
