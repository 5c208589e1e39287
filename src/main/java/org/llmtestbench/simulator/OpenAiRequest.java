package org.llmtestbench.simulator;

import java.util.List;

/** The fields of a completion request that the simulator uses. */
record OpenAiRequest(
        String model,
        SimulatedConversation conversation,
        int maxTokens,
        List<String> stop,
        boolean stream,
        boolean includeUsage) {
    private static final int MAX_STOPS = 4;

    static OpenAiRequest parse(SimulatedCall call) {
        OpenAiRequestReader fields = OpenAiRequestReader.of(call);
        fields.integer("n", 1, 1);
        fields.requireDecimal("temperature", 0, 2);
        fields.requireDecimal("top_p", 0, 1);
        boolean stream = fields.flag("stream");
        return new OpenAiRequest(
                fields.text("model"),
                OpenAiMessages.read(fields),
                Math.min(limit(fields, "max_tokens"), limit(fields, "max_completion_tokens")),
                stop(fields),
                stream,
                includeUsage(fields, stream));
    }

    private static int limit(OpenAiRequestReader fields, String name) {
        return fields.integer(name, 1, Integer.MAX_VALUE);
    }

    private static List<String> stop(OpenAiRequestReader fields) {
        List<String> stop = fields.texts("stop");
        if (stop.size() > MAX_STOPS) {
            throw fields.invalid("stop", "array_above_max_length", "array too long. Expected at most " + MAX_STOPS);
        }
        return stop;
    }

    private static boolean includeUsage(OpenAiRequestReader fields, boolean stream) {
        OpenAiRequestReader options = fields.object("stream_options");
        if (options.node().isObject() && !stream) {
            throw fields.invalid("stream_options", null, "only allowed when 'stream' is true");
        }
        return options.flag("include_usage");
    }
}
