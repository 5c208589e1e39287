package org.llmtestbench.provider.anthropic;

import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Message;
import org.llmtestbench.provider.Message.Role;
import org.llmtestbench.provider.anthropic.MessagesRequest.Turn;

/**
 * Messages in the form of the protocol: the system prompt is separate, and successive messages of one role become one
 * turn.
 *
 * @param system null when there is no system prompt
 */
record MessagesMapper(String system, List<Turn> turns) {

    /** Throws {@link Failure#USAGE} for a message without text, because the vendor rejects it. */
    static MessagesMapper of(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            requireText(i + 1, messages.get(i));
        }
        List<String> systemPrompts = messages.stream()
                .filter(m -> m.role() == Role.SYSTEM)
                .map(Message::content)
                .toList();
        return new MessagesMapper(systemPrompts.isEmpty() ? null : joined(systemPrompts), turns(messages));
    }

    private static void requireText(int number, Message message) {
        if (message.content().isBlank()) {
            throw Failure.USAGE
                    .because("Message " + number + " (" + message.role().label()
                            + ") has no text; this dialect does not accept empty messages.")
                    .hint("Nothing was sent. Add a text to the message or remove it.");
        }
    }

    private static List<Turn> turns(List<Message> messages) {
        List<Turn> turns = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Role role = null;
        for (Message message : messages) {
            if (message.role() == Role.SYSTEM) {
                continue;
            }
            if (role != null && message.role() != role) {
                turns.add(new Turn(role.label(), joined(texts)));
                texts.clear();
            }
            role = message.role();
            texts.add(message.content());
        }
        turns.add(new Turn(role.label(), joined(texts)));
        return turns;
    }

    /** A single text is not copied, because prompts can be long. */
    private static String joined(List<String> texts) {
        return texts.size() == 1 ? texts.get(0) : String.join("\n\n", texts);
    }
}
