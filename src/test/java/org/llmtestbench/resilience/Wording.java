package org.llmtestbench.resilience;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a vendor says, in its dialect: id {@code id-1}, 9 tokens in and 2 out. Texts hold nothing that JSON escapes. */
public enum Wording {
    OPENAI("openai") {
        @Override
        public String whole(String text, String in, String out) {
            return """
                    {"id":"id-1","object":"chat.completion","model":"a-model","choices":[{"index":0,
                     "message":{"role":"assistant","content":"%s","refusal":null},"finish_reason":"stop"}],
                     "usage":{"prompt_tokens":%s,"completion_tokens":%s}}""".formatted(text, in, out);
        }

        @Override
        public String beginning() {
            return chunk(
                    "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]",
                    "null");
        }

        @Override
        public String piece(String text) {
            return chunk("[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]", "null");
        }

        @Override
        public String ending(String in, String out) {
            return chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "null")
                    + chunk("[]", "{\"prompt_tokens\":" + in + ",\"completion_tokens\":" + out + "}");
        }

        @Override
        public String terminator() {
            return "data: [DONE]\n\n";
        }

        private String chunk(String choices, String usage) {
            return "data: {\"id\":\"id-1\",\"object\":\"chat.completion.chunk\",\"model\":\"a-model\",\"choices\":"
                    + choices + ",\"usage\":" + usage + "}\n\n";
        }

        @Override
        public String error(String type, String code, String message) {
            return "{\"error\":{\"message\":%s,\"type\":%s,\"param\":null,\"code\":%s}}"
                    .formatted(quoted(message), quoted(type), quoted(code));
        }

        @Override
        public String errorEvent(String type, String code, String message) {
            return "data: " + error(type, code, message) + "\n\n";
        }
    },

    ANTHROPIC("anthropic") {
        @Override
        public String whole(String text, String in, String out) {
            return """
                    {"id":"id-1","type":"message","role":"assistant","model":"a-model",
                     "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,
                     "usage":{"input_tokens":%s,"output_tokens":%s}}""".formatted(text, in, out);
        }

        @Override
        public String beginning() {
            return event(
                            "message_start",
                            ",\"message\":{\"id\":\"id-1\",\"type\":\"message\",\"model\":\"a-model\",\"content\":[],"
                                    + "\"stop_reason\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}")
                    + event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        }

        @Override
        public String piece(String text) {
            return event(
                    "content_block_delta",
                    ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
        }

        @Override
        public String ending(String in, String out) {
            return event("content_block_stop", ",\"index\":0")
                    + event(
                            "message_delta",
                            ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":"
                                    + in + ",\"output_tokens\":" + out + "}");
        }

        @Override
        public String terminator() {
            return event("message_stop", "");
        }

        private String event(String type, String rest) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
        }

        @Override
        public String error(String type, String code, String message) {
            String details = code == null ? "" : ",\"details\":{\"error_code\":" + quoted(code) + "}";
            return "{\"type\":\"error\",\"error\":{\"type\":%s,\"message\":%s%s},\"request_id\":\"req_1\"}"
                    .formatted(quoted(type), quoted(message), details);
        }

        @Override
        public String errorEvent(String type, String code, String message) {
            return "event: error\ndata: " + error(type, code, message) + "\n\n";
        }
    };

    private final String provider;

    Wording(String provider) {
        this.provider = provider;
    }

    /** The built-in provider that speaks it. */
    String provider() {
        return provider;
    }

    /**
     * A whole answer.
     *
     * @param in the input tokens it claims, as JSON
     * @param out the output tokens
     */
    public abstract String whole(String text, String in, String out);

    /** What comes before any text. */
    public abstract String beginning();

    /** One delta. */
    public abstract String piece(String text);

    /** What comes after the text but for the terminator, the reason to stop among it. */
    public abstract String ending(String in, String out);

    public abstract String terminator();

    public abstract String error(String type, String code, String message);

    /** The same inside a stream. */
    public abstract String errorEvent(String type, String code, String message);

    /** A whole answer. */
    public String whole(String text) {
        return whole(text, "9", "2");
    }

    /** Several deltas. */
    public String pieces(String... texts) {
        return Arrays.stream(texts).map(this::piece).collect(Collectors.joining());
    }

    /** A stream from its beginning to its terminator. */
    public String stream(String... texts) {
        return beginning() + pieces(texts) + ending("9", "2") + terminator();
    }

    private static String quoted(String text) {
        return text == null ? "null" : '"' + text + '"';
    }
}
