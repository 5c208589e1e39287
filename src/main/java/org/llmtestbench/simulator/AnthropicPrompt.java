package org.llmtestbench.simulator;

import java.util.List;

/** The model and the conversation of a request: the part whose tokens are counted. */
record AnthropicPrompt(String model, SimulatedConversation conversation) {
    private static final List<String> SAMPLING_FIELDS = List.of("temperature", "top_p", "top_k");

    static AnthropicPrompt of(AnthropicRequestReader fields, AnthropicVersion version) {
        if (!version.hasSampling()) {
            SAMPLING_FIELDS.stream().filter(fields::has).findFirst().ifPresent(removed -> {
                throw fields.invalid(removed, "Extra inputs are not permitted");
            });
        }
        fields.requireFraction("temperature");
        fields.requireFraction("top_p");
        return new AnthropicPrompt(fields.text("model"), AnthropicMessages.read(fields));
    }

    int tokens() {
        return conversation.tokens();
    }
}
