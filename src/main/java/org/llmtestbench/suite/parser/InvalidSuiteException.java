package org.llmtestbench.suite.parser;

import java.util.List;
import org.llmtestbench.config.ConfigProblem;

/** Everything that is wrong with a suite that came in a request: its sender's mistakes, not those of a file of ours. */
public final class InvalidSuiteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigProblem> problems;

    InvalidSuiteException(List<ConfigProblem> problems) {
        super(ConfigProblem.lines("the request", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each with its line in the request and the path of the value there. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
