package org.llmtestbench.provider.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers in a sentence such as {@code maximum context length is 4096 tokens, however you requested 4162 tokens (66
 * in the messages, 4096 in the completion)}: they say whether the prompt or the output is at fault.
 *
 * @param prompt the tokens of the prompt, or -1
 * @param output the output tokens asked for, or -1
 * @param window the tokens that the model takes, or -1
 * @param isSum whether the sentence adds prompt and output
 */
record TokenRequirement(long prompt, long output, long window, boolean isSum) {
    private static final String N = "(\\d[\\d,_]*)";
    private static final Pattern PROMPT =
            Pattern.compile(N + " (?:tokens )?(?:in|from|of|for) (?:the |your )?(?:input|prompts?|messages?|text)\\b|"
                    + N + " (?:text )?(?:'?inputs?'?|prompt) tokens|resulted in " + N + "|" + N + " \\+ [\\d,]+ > ");
    private static final Pattern OUTPUT =
            Pattern.compile(N + " (?:tokens )?(?:in|for|of) (?:the |your )?(?:completion|output|response)\\b|" + N
                    + " (?:'?max_(?:new_|completion_|output_)?tokens'?|output tokens|completion tokens)|\\d \\+ " + N
                    + " > ");
    private static final Pattern WINDOW = Pattern.compile(
            "context (?:length|window|limit)(?: is| of)?(?: only)?:? " + N + "|<= " + N + "|\\+ [\\d,]+ > " + N);
    private static final Pattern SUM = Pattern.compile(
            "(?:'?inputs?'?|prompts?|messages?)(?: text| length| tokens?)*(?: \\([^)]{0,30}\\))? ?(?:\\+|and|plus|&) ?"
                    + "(?:the )?(?:maximum |requested )?'?"
                    + "(?:max_?(?:new_|completion_|output_)?tokens|output tokens|completion|prediction)");

    /** @param text in lower case, as {@link ErrorClassifier#plain} makes it */
    static TokenRequirement in(String text) {
        long prompt = first(PROMPT, text);
        long output = first(OUTPUT, text);
        return new TokenRequirement(
                prompt, output, first(WINDOW, text), SUM.matcher(text).find());
    }

    static long number(String digits) {
        String plain = digits.replaceAll("[,_]", "");
        return plain.length() > 18 ? Long.MAX_VALUE : Long.parseLong(plain);
    }

    private static long first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (found.find()) {
            for (int group = 1; group <= found.groupCount(); group++) {
                if (found.group(group) != null) {
                    return number(found.group(group));
                }
            }
        }
        return -1;
    }

    /** Whether the prompt does not fit, whatever is asked for. */
    boolean isPromptOver() {
        return window >= 0 && prompt > window;
    }

    /** Whether the prompt fits, and more is asked for than it takes itself. */
    boolean isOutputAtFault() {
        return window >= 0 && prompt >= 0 && prompt <= window && output > prompt && prompt + output > window;
    }
}
