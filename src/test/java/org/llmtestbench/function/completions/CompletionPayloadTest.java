package org.llmtestbench.function.completions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CompletionPayloadTest {
    @Test
    void the_keys_are_those_of_the_openapi_document() throws IOException {
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
