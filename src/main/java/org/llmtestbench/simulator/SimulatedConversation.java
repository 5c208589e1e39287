package org.llmtestbench.simulator;

import java.util.List;

/** The last user message and the total length of a conversation, in code points. */
record SimulatedConversation(String lastUserText, int characters) {
    /** One message of any role. */
    record Turn(String role, String text) {}

    /** Uses the last message if there is no user message. */
    static SimulatedConversation of(List<Turn> turns) {
        String lastUserText = null;
        String last = "";
        int characters = 0;
        for (Turn turn : turns) {
            last = turn.text();
            lastUserText = turn.role().equals("user") ? last : lastUserText;
            characters += last.codePointCount(0, last.length());
        }
        return new SimulatedConversation(lastUserText == null ? last : lastUserText, characters);
    }

    /** An estimate: four characters per token, rounded up, at least 1. */
    int tokens() {
        return Math.max(1, (characters + 3) / 4);
    }
}
