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
 * What a caller asks for; what is not set is null. Either {@code messages} or {@code prompt} is there.
 *
 * @param model null for the provider's default
 * @param stream null when {@code Accept} decides
 * @param extra request fields that go to the provider as they are
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

    /** The keys it is written with. */
    static List<String> keys() {
        return Stream.of(CompletionPayload.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE::translate)
                .toList();
    }

    /** @param asked the model that is asked in the end */
    CompletionRequest request(String asked) {
        CompletionRequest.Builder request =
                CompletionRequest.builder().model(asked).system(system);
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
