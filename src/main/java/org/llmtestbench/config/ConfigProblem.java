package org.llmtestbench.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A problem of the configuration file at one key.
 *
 * @param line counted from 1
 * @param key the key with its tables, such as {@code providers.openai.timeout}
 */
public record ConfigProblem(int line, String key, String message) {
    /** Formats the problems, one per line. */
    public static String lines(String file, List<ConfigProblem> problems) {
        return problems.stream()
                .map(problem -> file + ", line " + problem.line + ": " + problem.key + ": " + problem.message)
                .collect(Collectors.joining("\n"));
    }
}
