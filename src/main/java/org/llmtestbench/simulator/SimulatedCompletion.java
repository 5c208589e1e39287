package org.llmtestbench.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tokens of an answer and the reason why it ends. */
record SimulatedCompletion(List<String> tokens, StopCause stopCause) {
    /** The part of {@code tokens} up to the limit or the first stop sequence. */
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

    /** The stop sequence that occurs first. Of two at the same position, the shorter one is complete first. */
    private static Optional<String> firstOf(List<String> stop, String text) {
        return stop.stream()
                .filter(sequence -> !sequence.isEmpty() && text.contains(sequence))
                .min(Comparator.<String>comparingInt(text::indexOf).thenComparing(String::length));
    }

    private static List<String> upTo(int end, List<String> tokens) {
        List<String> kept = new ArrayList<>();
        int remaining = end;
        for (String token : tokens) {
            if (remaining <= 0) {
                break;
            }
            kept.add(token.substring(0, Math.min(remaining, token.length())));
            remaining -= token.length();
        }
        return kept;
    }
}
