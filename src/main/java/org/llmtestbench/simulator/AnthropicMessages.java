package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conversation in a request and checks it with the rules of Anthropic. */
final class AnthropicMessages {
    private static final String MESSAGES = "messages";
    private static final String SYSTEM = "system";
    private static final String ASSISTANT = "assistant";
    private static final Set<String> ROLES = Set.of("user", ASSISTANT, SYSTEM);

    private AnthropicMessages() {}

    static SimulatedConversation read(AnthropicRequestReader request) {
        List<SimulatedConversation.Turn> turns = new ArrayList<>();
        for (AnthropicRequestReader message : request.objects(MESSAGES)) {
            turns.add(new SimulatedConversation.Turn(role(message, turns.isEmpty()), content(message)));
        }
        if (turns.isEmpty()) {
            throw request.invalid(MESSAGES, "at least one message is required");
        }
        requireNoTrailingBlanks(request, turns.get(turns.size() - 1));
        if (request.has(SYSTEM)) {
            turns.add(0, new SimulatedConversation.Turn(SYSTEM, system(request)));
        }
        return SimulatedConversation.of(turns);
    }

    /** Newer models accept system messages between the other messages, but not as the first message. */
    private static String role(AnthropicRequestReader message, boolean first) {
        String role = message.text("role");
        if (first && role.equals(SYSTEM)) {
            throw AnthropicError.invalid(
                            MESSAGES,
                            "Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not"
                                    + " \"system\" as an input message role.")
                    .toException();
        }
        if (!ROLES.contains(role)) {
            throw AnthropicError.invalid(
                            MESSAGES, "Unexpected role \"" + role + "\". Allowed roles are \"user\" or \"assistant\"")
                    .toException();
        }
        return role;
    }

    private static String content(AnthropicRequestReader message) {
        JsonNode content = message.required("content");
        if (content.isTextual()) {
            return requireText(content.textValue(), MESSAGES);
        }
        List<AnthropicRequestReader> blocks = message.objects("content");
        if (blocks.isEmpty()) {
            throw message.invalid("content", "all messages must have non-empty content");
        }
        return joined(blocks, MESSAGES);
    }

    private static String system(AnthropicRequestReader request) {
        return request.required(SYSTEM).isTextual() ? request.text(SYSTEM) : joined(request.objects(SYSTEM), SYSTEM);
    }

    /** The text of all text blocks. Other blocks are ignored. */
    private static String joined(List<AnthropicRequestReader> blocks, String path) {
        StringBuilder text = new StringBuilder();
        for (AnthropicRequestReader block : blocks) {
            if (block.text("type").equals("text")) {
                text.append(requireText(block.text("text"), path));
            }
        }
        return text.toString();
    }

    private static String requireText(String text, String path) {
        if (text.isBlank()) {
            String rule = text.isEmpty() ? "be non-empty" : "contain non-whitespace text";
            throw AnthropicError.invalid(path, "text content blocks must " + rule)
                    .toException();
        }
        return text;
    }

    private static void requireNoTrailingBlanks(AnthropicRequestReader request, SimulatedConversation.Turn last) {
        if (last.role().equals(ASSISTANT) && !last.text().equals(last.text().stripTrailing())) {
            throw request.invalid(MESSAGES, "final assistant content cannot end with trailing whitespace");
        }
    }
}
