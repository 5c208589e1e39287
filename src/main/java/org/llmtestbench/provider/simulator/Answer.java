package org.llmtestbench.provider.simulator;

import java.util.ArrayList;
import java.util.List;

/** What is said, token by token, and why it ends there. */
record Answer(List<String> tokens, Ending ending) {
    /** Why an answer ends. */
    enum Ending {
        /** All was said. */
        COMPLETE,
        /** One of the caller's stop sequences came next. */
        STOP_SEQUENCE,
        /** The caller's limit was reached. */
        LENGTH
    }

    /** The part of {@code tokens} that the caller wants to hear. */
    static Answer limited(List<String> tokens, int maxTokens, List<String> stop) {
        boolean tooLong = tokens.size() > maxTokens;
        List<String> allowed = tooLong ? tokens.subList(0, maxTokens) : tokens;
        int end = firstOf(stop, String.join("", allowed));
        if (end >= 0) {
            return new Answer(upTo(end, allowed), Ending.STOP_SEQUENCE);
        }
        return new Answer(allowed, tooLong ? Ending.LENGTH : Ending.COMPLETE);
    }

    String text() {
        return String.join("", tokens);
    }

    private static int firstOf(List<String> stop, String text) {
        return stop.stream()
                .filter(sequence -> !sequence.isEmpty())
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }

    private static List<String> upTo(int end, List<String> tokens) {
        List<String> kept = new ArrayList<>();
        int left = end;
        for (String token : tokens) {
            if (left <= 0) {
                break;
            }
            kept.add(token.substring(0, Math.min(left, token.length())));
            left -= token.length();
        }
        return kept;
    }
}
