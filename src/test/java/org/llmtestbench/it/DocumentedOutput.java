package org.llmtestbench.it;

import java.util.List;
import java.util.regex.Pattern;

/** Compares an output with that of a page, ignoring values that change from run to run. */
final class DocumentedOutput {
    private static final String NUMBER = "[0-9]+(?:\\.[0-9]+)?";

    private DocumentedOutput() {}

    /** Whether the page shows this output. {@code …} in the page matches any text, and as a whole line any lines. */
    static boolean matches(List<String> page, List<String> output) {
        StringBuilder pattern = new StringBuilder();
        for (String line : page) {
            if (line.equals("…")) {
                pattern.append("(?:.*\n)*");
            } else {
                pattern.append(Pattern.quote(normalised(line)).replace("…", "\\E.*\\Q"))
                        .append('\n');
            }
        }
        StringBuilder text = new StringBuilder();
        output.forEach(line -> text.append(normalised(line)).append('\n'));
        return Pattern.matches(pattern.toString(), text);
    }

    private static String normalised(String line) {
        return line.replaceAll("<code>[0-9]{4}&#45;[^<]*</code>", "<time>")
                .replaceAll("\"request_id\":\"[^\"]*\"", "\"request_id\":\"<id>\"")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "<time>")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>")
                .replaceAll("\\b(chatcmpl-sim|req_sim|msg_sim)([-_])[0-9]+", "$1$2<id>")
                .replaceAll("(_ms|tokens_per_second)\" ?: ?" + NUMBER, "$1\":<number>")
                .replaceAll("(_seconds(?:\\{[^}]*})?) [0-9.E+-]+", "$1 <number>")
                .replaceAll("\\b" + NUMBER + " (ms|s|min|tokens/s)\\b", "<number> $1")
                // the unit depends on the number
                .replaceAll("<number> (ms|s|min)\\b( <number> s)?", "<time>")
                // in a table: time to first token, total time, tokens per second, cost
                .replaceAll("<time> +" + NUMBER + " +\\$", "<time> <number> \\$")
                .replaceAll(" {2,}", " ")
                .replaceAll(" +$", "");
    }
}
