package org.llmtestbench.report;

/** Text from outside as Markdown that shows it and does nothing else. */
final class MarkdownText {
    private MarkdownText() {}

    /** On one line, for a table's cell or a sentence; no link, mention, emphasis or tag comes of it. */
    static String inline(String text, int longest) {
        StringBuilder safe = new StringBuilder("<code>");
        Visible.line(Visible.cut(text, longest)).chars().forEach(c -> {
            if (c == '@') {
                // mentions and addresses are looked for when references are resolved; a comment tears them apart
                safe.append("&#64;<!-- -->");
            } else if (c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c)) {
                safe.append("&#").append(c).append(';');
            } else {
                safe.append((char) c);
            }
        });
        return safe.append("</code>").toString();
    }

    /** As it is, line by line; nothing in it is understood as Markdown or HTML. */
    static String block(String text, int longest) {
        return "<pre>\n" + HtmlText.escape(Visible.cut(text, longest)) + "\n</pre>\n";
    }
}
