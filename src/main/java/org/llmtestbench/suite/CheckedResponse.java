package org.llmtestbench.suite;

import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.FinishReason;

/**
 * An answer to check.
 *
 * @param refused whether the model refused, or a content filter stopped the answer
 */
public record CheckedResponse(CompletionResponse response, boolean refused) {
    /** The text without leading and trailing blanks. */
    String text() {
        return response.content().strip();
    }

    /** Whether the answer has no text because reasoning used all of {@code max_tokens}. */
    boolean isSilent() {
        return response.finishReason() == FinishReason.LENGTH
                && response.content().isBlank()
                && response.usage() != null
                && response.usage().reasoning() > 0;
    }

    /** The beginning of the text, on one line and in quotes. */
    String quoted() {
        return quoted(response.content());
    }

    static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    /** The beginning of a text, on one line. */
    static String shortened(String text) {
        int maxLength = 80;
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        boolean cut = line.codePointCount(0, line.length()) > maxLength;
        return cut ? line.substring(0, line.offsetByCodePoints(0, maxLength)) + "…" : line;
    }
}
