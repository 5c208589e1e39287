package org.llmtestbench.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is said, token by token, and why it ends there. */
record SimulatedCompletion(List<String> tokens, StopCause stopCause) {
    /** The part of {@code tokens} that the caller wants to hear. */
    static SimulatedCompletion limited(List<String> tokens, int maxTokens, List<String> stop) {
        boolean tooLong = tokens.size() > maxTokens;
        List<String> allowed = tooLong ? tokens.subList(0, maxTokens) : tokens;
        String text = String.join("", allowed);
        return firstOf(stop, text)
                .map(first -> new SimulatedCompletion(upTo(text.indexOf(first), allowed), StopCause.at(first)))
                .orElseGet(() -> new SimulatedCompletion(allowed, tooLong ? StopCause.LENGTH : StopCause.COMPLETE));
    }

    String text() {
        return String.join("", tokens);
    }

    /** Of two that begin at the same place, the shorter is complete first. */
    private static Optional<String> firstOf(List<String> stop, String text) {
        return stop.stream()
                .filter(sequence -> !sequence.isEmpty() && text.contains(sequence))
                .min(Comparator.<String>comparingInt(text::indexOf).thenComparing(String::length));
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
