package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtestbench.provider.Suggestions;

/**
 * A JSON path with an optional function at its end. Paths that the library accepts, but that never match, are rejected.
 *
 * @param function null for a path without a function
 */
public record AnswerPath(JsonPath path, PathFunction function) {
    private static final Configuration NODES = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.ALWAYS_RETURN_LIST)
            .build();

    /** A function at the end. The library's functions are not used: they modify the answer and are not thread-safe. */
    private static final Pattern FUNCTION_AT_END = Pattern.compile("\\.([^.\\[\\]()\\s]+)\\(\\s*\\)\\s*$");

    private static final Pattern FUNCTION_CALL = Pattern.compile("([^.\\s?&|!(\\[,]+)\\s*\\(");
    private static final Pattern UNSUPPORTED_OPERATOR = Pattern.compile("(?i)\\s(type|matches|exists)\\s");
    private static final Pattern SLICE_STEP = Pattern.compile("\\[[^\\[\\]?]*:[^\\[\\]?]*:");

    /** The values that a path selects in an answer. */
    sealed interface Selection {
        /** The selected values, after the function; empty if nothing is selected. */
        record Values(List<JsonNode> values) implements Selection {}

        /** The function is not defined for the selected values. */
        record Undefined(List<JsonNode> selected) implements Selection {}
    }

    /** Compiles a path; throws {@link IllegalArgumentException}, with a message for the user, if it is not valid. */
    public static AnswerPath of(String text) {
        String masked = maskQuotedTexts(text);
        Matcher call = FUNCTION_AT_END.matcher(masked);
        String path = call.find() ? text.substring(0, call.start()) : text;
        PathFunction function = path.equals(text) ? null : function(call.group(1));
        String maskedPath = maskQuotedTexts(path);
        rejectUnsupported(maskedPath);
        AnswerPath answerPath = new AnswerPath(compile(text, path), function);
        if (maskedPath.contains("~") || !isBalanced(maskedPath)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a JSON path: its brackets do not match, or it contains '~'."
                            + " A key with such characters needs ['…'].");
        }
        return answerPath;
    }

    private static JsonPath compile(String text, String path) {
        try {
            return JsonPath.compile(path);
        } catch (JsonPathException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a JSON path"
                            // an exception inside the library has no useful message
                            + (e.getCause() == null ? ": " + e.getMessage() : "."),
                    e);
        }
    }

    private static PathFunction function(String name) {
        return PathFunction.of(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown function '" + name + "'."
                        + Suggestions.suggestion(name, PathFunction.labels()) + " Known: "
                        + String.join(", ", PathFunction.labels()) + "."));
    }

    /** @param masked the path without its quoted texts */
    private static void rejectUnsupported(String masked) {
        if (masked.contains("=~")) {
            throw new IllegalArgumentException("'=~' is not supported in a path. Use the key regex of json-path.");
        }
        Matcher call = FUNCTION_CALL.matcher(masked);
        if (call.find()) {
            throw new IllegalArgumentException("'" + call.group(1) + "(' is not supported here in a path."
                    + " Functions are only allowed at the end, without arguments: "
                    + String.join("(), ", PathFunction.labels()) + "().");
        }
        Matcher operator = UNSUPPORTED_OPERATOR.matcher(masked);
        if (operator.find()) {
            throw new IllegalArgumentException("'" + operator.group(1) + "' is not supported in a filter.");
        }
        if (SLICE_STEP.matcher(masked).find()) {
            throw new IllegalArgumentException("a step such as [0:9:2] is not supported in a path.");
        }
    }

    private static boolean isBalanced(String masked) {
        Deque<Character> open = new ArrayDeque<>();
        for (char c : masked.toCharArray()) {
            if (c == '[' || c == '(') {
                open.push(c == '[' ? ']' : ')');
            } else if ((c == ']' || c == ')') && (open.isEmpty() || open.pop() != c)) {
                return false;
            }
        }
        return open.isEmpty();
    }

    /** Replaces each quoted character by a blank; outside of brackets, a quote is part of a key. */
    private static String maskQuotedTexts(String path) {
        StringBuilder masked = new StringBuilder(path.length());
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (quote == 0) {
                depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
                quote = depth > 0 && (c == '\'' || c == '"') ? c : 0;
                masked.append(c);
            } else if (c == '\\' && i + 1 < path.length()) {
                masked.append("  ");
                i++;
            } else {
                quote = c == quote ? 0 : quote;
                masked.append(quote == 0 ? c : ' ');
            }
        }
        return masked.toString();
    }

    Selection select(JsonNode answer) {
        List<JsonNode> selected = new ArrayList<>();
        try {
            JsonNode found = path.read(answer, NODES);
            found.forEach(selected::add);
        } catch (PathNotFoundException nothing) {
            return new Selection.Values(List.of());
        }
        if (function == null || selected.isEmpty()) {
            return new Selection.Values(selected);
        }
        Optional<List<JsonNode>> results = function.apply(selected);
        return results.isPresent() ? new Selection.Values(results.get()) : new Selection.Undefined(selected);
    }

    @Override
    public String toString() {
        return path.getPath() + (function == null ? "" : "." + function.label() + "()");
    }
}
