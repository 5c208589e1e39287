package org.llmtestbench.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something wrong in the file, at one key.
 *
 * @param line counted from 1
 * @param key with its tables, such as {@code providers.openai.timeout}
 */
public record ConfigProblem(int line, String key, String message) {
    /** All of them, one a line, in the order of the file. */
    public static String lines(String file, List<ConfigProblem> problems) {
        return problems.stream()
                .map(problem -> file + ", line " + problem.line + ": " + problem.key + ": " + problem.message)
                .collect(Collectors.joining("\n"));
    }
}
