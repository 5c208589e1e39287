package org.llmtestbench.simulator;

import java.util.List;

/** The fields of a message request that the simulator uses. */
record AnthropicRequest(AnthropicPrompt prompt, int maxTokens, List<String> stopSequences, boolean stream) {
    static AnthropicRequest parse(SimulatedCall call, AnthropicVersion version) {
        AnthropicRequestReader fields = AnthropicRequestReader.of(call);
        return new AnthropicRequest(
                AnthropicPrompt.of(fields, version),
                // the real API accepts 0: it caches the prompt and generates no text
                fields.integer("max_tokens", 0),
                stopSequences(fields),
                fields.flag("stream"));
    }

    private static List<String> stopSequences(AnthropicRequestReader fields) {
        List<String> sequences = fields.texts("stop_sequences");
        if (sequences.stream().anyMatch(String::isBlank)) {
            throw fields.invalid("stop_sequences", "each stop sequence must contain non-whitespace");
        }
        return sequences;
    }
}
