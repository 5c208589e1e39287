package org.llmtestbench.function.completions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CompletionPayloadTest {
    @Test
    void what_may_be_asked_is_what_the_published_description_says() throws IOException {
        JsonNode published;
        try (var file = getClass().getResourceAsStream("/org/llmtestbench/openapi.yaml")) {
            published = new YAMLMapper().readTree(file);
        }

        assertThat(published
                        .at("/components/schemas/CompletionRequest/properties")
                        .fieldNames())
                .toIterable()
                .containsExactlyElementsOf(CompletionPayload.keys());
    }
}
