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
 * A JSON path, perhaps with a function at its end. What the library accepts and then never matches is refused.
 *
 * @param function null for none
 */
public record AnswerPath(JsonPath path, PathFunction function) {
    private static final Configuration NODES = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.ALWAYS_RETURN_LIST)
            .build();

    /** The library's own functions change the answer, and share their arguments between threads. */
    private static final Pattern CALL = Pattern.compile("\\.([^.\\[\\]()\\s]+)\\(\\s*\\)\\s*$");

    private static final Pattern OTHER_CALL = Pattern.compile("([^.\\s?&|!(\\[,]+)\\s*\\(");
    private static final Pattern OPERATOR = Pattern.compile("(?i)\\s(type|matches|exists)\\s");
    private static final Pattern STEP = Pattern.compile("\\[[^\\[\\]?]*:[^\\[\\]?]*:");

    /** What a path selects in an answer. */
    sealed interface Selection {
        /** These values; none where nothing is there. */
        record Values(List<JsonNode> values) implements Selection {}

        /** Something is there that the function is not defined for. */
        record Undefined(List<JsonNode> selected) implements Selection {}
    }

    /** Compiles a path; fails with {@link IllegalArgumentException}, whose message says why. */
    public static AnswerPath of(String text) {
        String plain = withoutTexts(text);
        Matcher call = CALL.matcher(plain);
        String path = call.find() ? text.substring(0, call.start()) : text;
        PathFunction function = path.equals(text) ? null : function(call.group(1));
        String rest = withoutTexts(path);
        refuseWhatNeverMatches(rest);
        AnswerPath compiled = new AnswerPath(compiled(text, path), function);
        if (rest.contains("~") || !isBalanced(rest)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a JSON path: its brackets do not match, or it has a '~'."
                            + " A key with such characters needs ['…'].");
        }
        return compiled;
    }

    private static JsonPath compiled(String text, String path) {
        try {
            return JsonPath.compile(path);
        } catch (JsonPathException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a JSON path"
                            // the library's own mistake says nothing about the path
                            + (e.getCause() == null ? ": " + e.getMessage() : "."),
                    e);
        }
    }

    private static PathFunction function(String name) {
        return PathFunction.of(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no function '" + name + "' for a path."
                        + Suggestions.suggestion(name, PathFunction.labels()) + " Known: "
                        + String.join(", ", PathFunction.labels()) + "."));
    }

    /** @param plain the path without the texts in it */
    private static void refuseWhatNeverMatches(String plain) {
        if (plain.contains("=~")) {
            throw new IllegalArgumentException("'=~' is not supported in a path. Use regex: beside it.");
        }
        Matcher call = OTHER_CALL.matcher(plain);
        if (call.find()) {
            throw new IllegalArgumentException("'" + call.group(1) + "(' is not supported at this place of a path."
                    + " Functions stand at its end, without arguments: "
                    + String.join("(), ", PathFunction.labels()) + "().");
        }
        Matcher operator = OPERATOR.matcher(plain);
        if (operator.find()) {
            throw new IllegalArgumentException("'" + operator.group(1) + "' is not supported in a filter.");
        }
        if (STEP.matcher(plain).find()) {
            throw new IllegalArgumentException("a step such as [0:9:2] is not supported in a path.");
        }
    }

    private static boolean isBalanced(String plain) {
        Deque<Character> open = new ArrayDeque<>();
        for (char c : plain.toCharArray()) {
            if (c == '[' || c == '(') {
                open.push(c == '[' ? ']' : ')');
            } else if ((c == ']' || c == ')') && (open.isEmpty() || open.pop() != c)) {
                return false;
            }
        }
        return open.isEmpty();
    }

    /** The path with a blank for each character in quotes; outside of brackets a quote is a part of a key. */
    private static String withoutTexts(String path) {
        StringBuilder plain = new StringBuilder(path.length());
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (quote == 0) {
                depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
                quote = depth > 0 && (c == '\'' || c == '"') ? c : 0;
                plain.append(c);
            } else if (c == '\\' && i + 1 < path.length()) {
                plain.append("  ");
                i++;
            } else {
                quote = c == quote ? 0 : quote;
                plain.append(quote == 0 ? c : ' ');
            }
        }
        return plain.toString();
    }

    Selection in(JsonNode answer) {
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
