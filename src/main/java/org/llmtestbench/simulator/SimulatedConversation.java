package org.llmtestbench.simulator;

import java.util.List;

/** What a request is about: what was asked last, and how long it all is. */
record SimulatedConversation(String lastUserText, int characters) {
    /** One message, whoever wrote it. */
    record Turn(String role, String text) {}

    /** Without a turn of the user's, the last one counts as the question. */
    static SimulatedConversation of(List<Turn> turns) {
        String asked = null;
        String last = "";
        int characters = 0;
        for (Turn turn : turns) {
            last = turn.text();
            asked = turn.role().equals("user") ? last : asked;
            characters += last.codePointCount(0, last.length());
        }
        return new SimulatedConversation(asked == null ? last : asked, characters);
    }

    /** Four characters each, rounded up, and never none. */
    int tokens() {
        return Math.max(1, (characters + 3) / 4);
    }
}
