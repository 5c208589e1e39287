package org.llmtestbench.report;

/** Escapes untrusted text as HTML, so that a browser shows the text and does not interpret it. */
final class HtmlEscaper {
    private HtmlEscaper() {}

    /** Escapes for the text of an element and for an attribute in double quotes. */
    static String escape(String text) {
        String visible = TextSanitizer.text(text);
        StringBuilder escaped = new StringBuilder(visible.length() + 16);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
