package org.llmtestbench.suite;

import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.FinishReason;

/**
 * An answer that checks look at.
 *
 * @param refused whether it is a refusal, or was stopped by a content filter
 */
public record CheckedResponse(CompletionResponse response, boolean refused) {
    /** The visible text, without the blanks around it. */
    String text() {
        return response.content().strip();
    }

    /** Alive, but reasoning used up the token cap before any text. */
    boolean isSilent() {
        return response.finishReason() == FinishReason.LENGTH
                && response.content().isBlank()
                && response.usage() != null
                && response.usage().reasoning() > 0;
    }

    /** The beginning of the text, on one line and in quotes, for messages. */
    String quoted() {
        return quoted(response.content());
    }

    static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    /** The beginning of a text, on one line. */
    static String shortened(String text) {
        int most = 80;
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        boolean cut = line.codePointCount(0, line.length()) > most;
        return cut ? line.substring(0, line.offsetByCodePoints(0, most)) + "…" : line;
    }
}
