package org.llmtestbench.provider.anthropic;

import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Message;
import org.llmtestbench.provider.Message.Role;
import org.llmtestbench.provider.anthropic.MessagesRequest.Turn;

/**
 * Our messages as the protocol wants them: instructions apart, one turn for all that one side says in a row.
 *
 * @param system null when there are no instructions
 */
record MessagesMapper(String system, List<Turn> turns) {

    /** Fails with {@link Failure#USAGE} for a message without text: the vendor refuses those. */
    static MessagesMapper of(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            requireText(i + 1, messages.get(i));
        }
        List<String> instructions = messages.stream()
                .filter(m -> m.role() == Role.SYSTEM)
                .map(Message::content)
                .toList();
        return new MessagesMapper(instructions.isEmpty() ? null : joined(instructions), turns(messages));
    }

    private static void requireText(int number, Message message) {
        if (message.content().isBlank()) {
            throw Failure.USAGE
                    .because("Message " + number + " (" + message.role().label()
                            + ") has no text; this dialect takes no such message.")
                    .hint("Nothing was sent. Fill the message or leave it out.");
        }
    }

    private static List<Turn> turns(List<Message> messages) {
        List<Turn> turns = new ArrayList<>();
        List<String> inARow = new ArrayList<>();
        Role speaker = null;
        for (Message message : messages) {
            if (message.role() == Role.SYSTEM) {
                continue;
            }
            if (speaker != null && message.role() != speaker) {
                turns.add(new Turn(speaker.label(), joined(inARow)));
                inARow.clear();
            }
            speaker = message.role();
            inARow.add(message.content());
        }
        turns.add(new Turn(speaker.label(), joined(inARow)));
        return turns;
    }

    /** A single text is not copied: prompts may be long. */
    private static String joined(List<String> texts) {
        return texts.size() == 1 ? texts.get(0) : String.join("\n\n", texts);
    }
}
