package org.llmtestbench.simulator;

import java.util.List;

/** What is asked of which model: the part of a request that is counted, and all there is to count. */
record AnthropicPrompt(String model, SimulatedConversation conversation) {
    private static final List<String> SAMPLING = List.of("temperature", "top_p", "top_k");

    static AnthropicPrompt of(AnthropicRequestReader fields, AnthropicVersion version) {
        if (!version.hasSampling()) {
            SAMPLING.stream().filter(fields::has).findFirst().ifPresent(removed -> {
                throw fields.invalid(removed, "Extra inputs are not permitted");
            });
        }
        fields.requireShare("temperature");
        fields.requireShare("top_p");
        return new AnthropicPrompt(fields.text("model"), AnthropicMessages.read(fields));
    }

    int tokens() {
        return conversation.tokens();
    }
}
