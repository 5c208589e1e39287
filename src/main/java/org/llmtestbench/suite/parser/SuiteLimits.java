package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a suite may ask for, by where it comes from: a file is its owner's, a request is anybody's.
 *
 * @param calls that a run may make, repeats and judges included
 * @param text characters of all prompts and checks together, once variables are filled in
 * @param answer tokens of one answer, also where the suite names no number; null for any length
 * @param trusted whether it may set an endpoint's limits, and let the making of a check take any time
 */
record SuiteLimits(int calls, long text, Integer answer, boolean trusted) {
    /** A file may do what it likes. */
    static final SuiteLimits FILE = new SuiteLimits(Integer.MAX_VALUE, Long.MAX_VALUE, null, true);

    private static final int MOST_CALLS = 1_000;
    private static final long MOST_TEXT = 8 << 20;
    private static final int MOST_DESCENTS = 2;
    private static final int LARGEST_PATTERN = 100_000;
    private static final Pattern COUNT = Pattern.compile("\\{(?:\\d+,)?(\\d+),?}");
    private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");

    /** @param answer tokens; null for any length */
    static SuiteLimits ofRequest(Integer answer) {
        return new SuiteLimits(MOST_CALLS, MOST_TEXT, answer, false);
    }

    /** Tells of all settings of endpoints that only a file may have: a higher limit than the configured one would win. */
    void checkEndpoints(SourceNode suite, ProblemCollector problems) {
        if (trusted) {
            return;
        }
        suite.field("defaults").ifPresent(place -> refuseLimits(place, problems));
        suite.field("judge").ifPresent(place -> refuseLimits(place, problems));
        suite.list("targets").forEach(place -> refuseLimits(place, problems));
    }

    private static void refuseLimits(SourceNode place, ProblemCollector problems) {
        for (String key : DefaultsChain.ENDPOINT_KEYS) {
            place.field(key)
                    .ifPresent(node -> problems.add(
                            node,
                            "can't be set in a request: an endpoint's limits belong to whoever runs this. Leave it"
                                    + " out."));
        }
    }

    /** Fails with an {@link IllegalArgumentException} where references could multiply the work without end. */
    void checkSchema(JsonNode schema) {
        if (!trusted && REFERENCES.stream().anyMatch(key -> schema.findValue(key) != null)) {
            throw new IllegalArgumentException("in a request a schema has no references. Write it out.");
        }
        schema.findValues("pattern").forEach(pattern -> requireSmall(pattern.asText()));
        schema.findValues("patternProperties")
                .forEach(patterns -> patterns.fieldNames().forEachRemaining(this::requireSmall));
    }

    /**
     * The pattern for use. Fails with an {@link IllegalArgumentException} where its counted repetitions, which are written out
     * when it is compiled, would fill the memory.
     */
    com.google.re2j.Pattern pattern(String pattern) {
        requireSmall(pattern);
        return com.google.re2j.Pattern.compile(pattern);
    }

    private void requireSmall(String pattern) {
        double size = pattern.length();
        Matcher count = COUNT.matcher(pattern);
        while (!trusted && size <= LARGEST_PATTERN && count.find()) {
            size *= Math.max(1, Double.parseDouble(count.group(1)));
        }
        if (!trusted && size > LARGEST_PATTERN) {
            throw new IllegalArgumentException(
                    "in a request a pattern can't be that large. Repeat less often, or by + and *.");
        }
    }

    /** The same for JSON paths. */
    void checkPath(String path) {
        if (!trusted && path.split("\\.\\.", -1).length - 1 > MOST_DESCENTS) {
            throw new IllegalArgumentException(
                    "in a request a path holds .. " + MOST_DESCENTS + " times at most. Name the keys.");
        }
    }

    /** The longest answer to ask for; tells of a number that is too high. */
    Integer longest(DefaultsChain defaults, ProblemCollector problems) {
        Integer asked = defaults.whole("max_tokens");
        if (answer == null || asked != null && asked <= answer) {
            return asked;
        }
        Optional<SourceNode> place = defaults.find("max_tokens").filter(node -> asked != null);
        place.ifPresent(node -> problems.add(node, "may be " + answer + " at most here."));
        return answer;
    }
}
