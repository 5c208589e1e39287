package org.llmtestbench.report;

/** Text from outside as HTML that shows it and does nothing else. */
final class HtmlEscaper {
    private HtmlEscaper() {}

    /** For an element's text and for an attribute in double quotes. */
    static String escape(String text) {
        String visible = TextSanitizer.text(text);
        StringBuilder safe = new StringBuilder(visible.length() + 16);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
