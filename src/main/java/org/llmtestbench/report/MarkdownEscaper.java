package org.llmtestbench.report;

/** Escapes untrusted text as Markdown, so that GitHub shows the text and does not interpret it. */
final class MarkdownEscaper {
    private MarkdownEscaper() {}

    /** Escapes on one line, for a table cell or a sentence; the result contains no link, mention, emphasis or tag. */
    static String inline(String text, int maxLength) {
        String line = TextSanitizer.line(TextSanitizer.truncate(text, maxLength));
        StringBuilder escaped = new StringBuilder("<code>");
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c)) {
                escaped.append("&#").append((int) c).append(';');
            } else {
                escaped.append(c);
            }
            if (startsLinkOrMention(line, i)) {
                // GitHub detects URLs and mentions in the unescaped text; a comment in the middle prevents this
                escaped.append("<!-- -->");
            }
        }
        return escaped.append("</code>").toString();
    }

    private static boolean startsLinkOrMention(String line, int i) {
        return switch (line.charAt(i)) {
            case '@', '#' -> true;
            case ':' -> line.startsWith("//", i + 1);
            case '.' -> i >= 3 && line.regionMatches(true, i - 3, "www", 0, 3);
            default -> false;
        };
    }

    /** Escapes as a preformatted block. */
    static String block(String text, int maxLength) {
        return "<pre>\n" + HtmlEscaper.escape(TextSanitizer.truncate(text, maxLength)) + "\n</pre>\n";
    }
}
