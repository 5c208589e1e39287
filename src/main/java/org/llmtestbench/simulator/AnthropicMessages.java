package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conversation in a request as Anthropic does. */
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
        requireEnd(request, turns.get(turns.size() - 1));
        if (request.has(SYSTEM)) {
            turns.add(0, new SimulatedConversation.Turn(SYSTEM, system(request)));
        }
        return SimulatedConversation.of(turns);
    }

    /** Newer models take instructions between the messages, but none before them. */
    private static String role(AnthropicRequestReader message, boolean first) {
        String role = message.text("role");
        if (first && role.equals(SYSTEM)) {
            throw AnthropicError.invalid(
                            MESSAGES,
                            "Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not"
                                    + " \"system\" as an input message role.")
                    .refused();
        }
        if (!ROLES.contains(role)) {
            throw AnthropicError.invalid(
                            MESSAGES, "Unexpected role \"" + role + "\". Allowed roles are \"user\" or \"assistant\"")
                    .refused();
        }
        return role;
    }

    private static String content(AnthropicRequestReader message) {
        JsonNode content = message.present("content");
        if (content.isTextual()) {
            return spoken(content.textValue(), MESSAGES);
        }
        List<AnthropicRequestReader> blocks = message.objects("content");
        if (blocks.isEmpty()) {
            throw message.invalid("content", "all messages must have non-empty content");
        }
        return joined(blocks, MESSAGES);
    }

    private static String system(AnthropicRequestReader request) {
        return request.present(SYSTEM).isTextual() ? request.text(SYSTEM) : joined(request.objects(SYSTEM), SYSTEM);
    }

    /** The text of the text blocks; what is in the others only a real model could read. */
    private static String joined(List<AnthropicRequestReader> blocks, String place) {
        StringBuilder text = new StringBuilder();
        for (AnthropicRequestReader block : blocks) {
            if (block.text("type").equals("text")) {
                text.append(spoken(block.text("text"), place));
            }
        }
        return text.toString();
    }

    private static String spoken(String text, String place) {
        if (text.isBlank()) {
            String lack = text.isEmpty() ? "be non-empty" : "contain non-whitespace text";
            throw AnthropicError.invalid(place, "text content blocks must " + lack)
                    .refused();
        }
        return text;
    }

    private static void requireEnd(AnthropicRequestReader request, SimulatedConversation.Turn last) {
        if (last.role().equals(ASSISTANT) && !last.text().equals(last.text().stripTrailing())) {
            throw request.invalid(MESSAGES, "final assistant content cannot end with trailing whitespace");
        }
    }
}
