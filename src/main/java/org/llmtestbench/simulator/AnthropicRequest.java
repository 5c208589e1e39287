package org.llmtestbench.simulator;

import java.util.List;

/** A request for a message, as far as the simulator listens to it. */
record AnthropicRequest(AnthropicPrompt prompt, int maxTokens, List<String> stopSequences, boolean stream) {
    static AnthropicRequest parse(SimulatedCall call, AnthropicVersion version) {
        AnthropicRequestReader fields = AnthropicRequestReader.of(call);
        return new AnthropicRequest(
                AnthropicPrompt.of(fields, version),
                // The real one takes 0 to read the prompt into its cache and say nothing.
                fields.whole("max_tokens", 0),
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
