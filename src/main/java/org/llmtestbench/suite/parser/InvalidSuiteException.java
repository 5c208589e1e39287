package org.llmtestbench.suite.parser;

import java.util.List;
import org.llmtestbench.config.ConfigProblem;

/** All problems of a suite in a request; they are mistakes of the client, not of a local file. */
public final class InvalidSuiteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigProblem> problems;

    InvalidSuiteException(List<ConfigProblem> problems) {
        super(ConfigProblem.lines("the request", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, each with the line in the request and the path of the value. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
