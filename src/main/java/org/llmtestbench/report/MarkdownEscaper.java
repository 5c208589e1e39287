package org.llmtestbench.report;

/** Text from outside as Markdown that shows it and does nothing else. */
final class MarkdownEscaper {
    private MarkdownEscaper() {}

    /** On one line, for a table's cell or a sentence; no link, mention, emphasis or tag comes of it. */
    static String inline(String text, int longest) {
        String line = TextSanitizer.line(TextSanitizer.cut(text, longest));
        StringBuilder safe = new StringBuilder("<code>");
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c)) {
                safe.append("&#").append((int) c).append(';');
            } else {
                safe.append(c);
            }
            if (beginsSomething(line, i)) {
                // addresses and mentions are looked for in the text that escapes stand for; a comment tears it apart
                safe.append("<!-- -->");
            }
        }
        return safe.append("</code>").toString();
    }

    private static boolean beginsSomething(String line, int i) {
        return switch (line.charAt(i)) {
            case '@', '#' -> true;
            case ':' -> line.startsWith("//", i + 1);
            case '.' -> i >= 3 && line.regionMatches(true, i - 3, "www", 0, 3);
            default -> false;
        };
    }

    /** As it is, line by line; nothing in it is understood as Markdown or HTML. */
    static String block(String text, int longest) {
        return "<pre>\n" + HtmlEscaper.escape(TextSanitizer.cut(text, longest)) + "\n</pre>\n";
    }
}
