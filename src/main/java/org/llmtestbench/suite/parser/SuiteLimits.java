package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits of a suite. A file is trusted and has no limits; a request is not trusted.
 *
 * @param calls maximum number of calls of a run, with repeats and judges
 * @param text maximum number of characters of all prompts and checks together, after replacing variables
 * @param maxTokens maximum number of tokens of one answer, also the default for suites without {@code max_tokens}; null
 *     for no maximum
 * @param trusted whether the suite may set an endpoint's limits, and use expensive patterns, schemas and paths
 */
record SuiteLimits(int calls, long text, Integer maxTokens, boolean trusted) {
    /** No limits, for a file. */
    static final SuiteLimits FILE = new SuiteLimits(Integer.MAX_VALUE, Long.MAX_VALUE, null, true);

    private static final int MAX_CALLS = 1_000;
    private static final long MAX_TEXT_LENGTH = 8 << 20;
    private static final int MAX_DESCENTS = 2;
    private static final int MAX_PATTERN_SIZE = 100_000;
    private static final Pattern COUNT = Pattern.compile("\\{(?:\\d+,)?(\\d+),?}");
    private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");

    /** @param maxTokens maximum number of tokens of one answer; null for no maximum */
    static SuiteLimits ofRequest(Integer maxTokens) {
        return new SuiteLimits(MAX_CALLS, MAX_TEXT_LENGTH, maxTokens, false);
    }

    /** Reports settings of endpoints that are only allowed in a file, because they override the configured limits. */
    void checkEndpoints(SourceNode suite, ProblemCollector problems) {
        if (trusted) {
            return;
        }
        suite.field("defaults").ifPresent(place -> rejectLimits(place, problems));
        suite.field("judge").ifPresent(place -> rejectLimits(place, problems));
        suite.list("targets").forEach(place -> rejectLimits(place, problems));
    }

    private static void rejectLimits(SourceNode place, ProblemCollector problems) {
        for (String key : DefaultsChain.ENDPOINT_KEYS) {
            place.field(key)
                    .ifPresent(node -> problems.add(
                            node,
                            "can't be set in a request: only the server's configuration sets an endpoint's limits."
                                    + " Remove it."));
        }
    }

    /** Throws {@link IllegalArgumentException} if an untrusted schema has references, which can multiply the work. */
    void checkSchema(JsonNode schema) {
        if (!trusted && REFERENCES.stream().anyMatch(key -> schema.findValue(key) != null)) {
            throw new IllegalArgumentException("a schema in a request can't have references. Write it in full.");
        }
        schema.findValues("pattern").forEach(pattern -> requireSmall(pattern.asText()));
        schema.findValues("patternProperties")
                .forEach(patterns -> patterns.fieldNames().forEachRemaining(this::requireSmall));
    }

    /**
     * Compiles a pattern. Throws {@link IllegalArgumentException} if an untrusted pattern has large counted
     * repetitions, because compiling expands them in memory.
     */
    com.google.re2j.Pattern pattern(String pattern) {
        requireSmall(pattern);
        return com.google.re2j.Pattern.compile(pattern);
    }

    private void requireSmall(String pattern) {
        double size = pattern.length();
        Matcher count = COUNT.matcher(pattern);
        while (!trusted && size <= MAX_PATTERN_SIZE && count.find()) {
            size *= Math.max(1, Double.parseDouble(count.group(1)));
        }
        if (!trusted && size > MAX_PATTERN_SIZE) {
            throw new IllegalArgumentException(
                    "the pattern is too large for a request. Use lower repetition counts, or + and *.");
        }
    }

    /** Throws {@link IllegalArgumentException} if an untrusted JSON path has too many recursive descents. */
    void checkPath(String path) {
        if (!trusted && path.split("\\.\\.", -1).length - 1 > MAX_DESCENTS) {
            throw new IllegalArgumentException(
                    "a path in a request can have .. at most " + MAX_DESCENTS + " times. Name the keys.");
        }
    }

    /** Returns the value of {@code max_tokens}; reports a problem if it is too high. */
    Integer maxTokens(DefaultsChain defaults, ProblemCollector problems) {
        Integer requested = defaults.wholeNumber("max_tokens");
        if (maxTokens == null || requested != null && requested <= maxTokens) {
            return requested;
        }
        Optional<SourceNode> place = defaults.find("max_tokens").filter(node -> requested != null);
        place.ifPresent(node -> problems.add(node, "must be at most " + maxTokens + " in a request."));
        return maxTokens;
    }
}
