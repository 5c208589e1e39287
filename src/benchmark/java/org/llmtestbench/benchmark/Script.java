package org.llmtestbench.benchmark;

/** The server's words in one protocol, as long as a vendor's are. */
enum Script {
    OPENAI {
        private static final String HEAD = "{\"id\":\"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT\","
                + "\"object\":\"chat.completion%s\",\"created\":1741569952,\"model\":\"gpt-6-luna-2026-09-01\","
                + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[%s],\"usage\":%s}";
        private static final String CHOICE = "{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}";
        private static final String USAGE = "{\"prompt_tokens\":19,\"completion_tokens\":%d,\"total_tokens\":2019,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
                + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";

        @Override
        String opening() {
            return piece("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
        }

        @Override
        String token(String text) {
            return piece("{\"content\":\"" + text + "\"}", "null");
        }

        @Override
        String closing(int tokens) {
            return piece("{}", "\"stop\"")
                    + event(HEAD.formatted(".chunk", "", USAGE.formatted(tokens)))
                    + event("[DONE]");
        }

        @Override
        String whole(String text) {
            String choice = "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                    + "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}";
            return HEAD.formatted("", choice, USAGE.formatted(9));
        }

        private String piece(String delta, String finish) {
            return event(HEAD.formatted(".chunk", CHOICE.formatted(delta, finish), "null"));
        }

        private String event(String data) {
            return "data: " + data + "\n\n";
        }
    },

    ANTHROPIC {
        private static final String MESSAGE = "{\"id\":\"msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"model\":\"claude-haiku-5-5\",\"content\":[%s],\"stop_reason\":%s,"
                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":25,\"cache_creation_input_tokens\":0,"
                + "\"cache_read_input_tokens\":0,\"output_tokens\":%d,\"service_tier\":\"standard\"}}";

        @Override
        String opening() {
            return event("message_start", "\"message\":" + MESSAGE.formatted("", "null", 1))
                    + event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                    + "event: ping\ndata: {\"type\": \"ping\"}\n\n";
        }

        @Override
        String token(String text) {
            return event(
                    "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
        }

        @Override
        String closing(int tokens) {
            return event("content_block_stop", "\"index\":0")
                    + event(
                            "message_delta",
                            "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":"
                                    + tokens + "}")
                    + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        }

        @Override
        String whole(String text) {
            return MESSAGE.formatted("{\"type\":\"text\",\"text\":\"" + text + "\"}", "\"end_turn\"", 9);
        }

        private String event(String type, String fields) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
        }
    };

    static final String WORD = " word";

    abstract String opening();

    abstract String token(String text);

    abstract String closing(int tokens);

    abstract String whole(String text);
}
