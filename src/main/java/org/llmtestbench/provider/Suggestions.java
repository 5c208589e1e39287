package org.llmtestbench.provider;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the known name that is most similar to an unknown one. */
public final class Suggestions {
    private Suggestions() {}

    /** Returns {@code " Did you mean 'openai'?"}, or an empty string when no candidate is similar. */
    public static String suggestion(String typed, Collection<String> candidates) {
        return closest(typed, candidates)
                .map(match -> " Did you mean '" + match + "'?")
                .orElse("");
    }

    /**
     * Returns the candidate with the smallest edit distance. The maximum distance is a third of the length of
     * {@code typed}, but at least 2.
     */
    static Optional<String> closest(String typed, Collection<String> candidates) {
        int allowed = Math.max(2, typed.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(typed, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(typed, candidate)));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
