package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a suite's file says.
 *
 * @param name as reports name it
 * @param description null when it has none
 * @param budgetUsd what a run may cost at most; null for no limit
 * @param targets all, judges included
 * @param cases in the file's order, each test's cases by its targets and then by its variables
 */
public record Suite(
        String name, String description, BigDecimal budgetUsd, List<SuiteTarget> targets, List<SuiteCase> cases) {
    /** Copies the lists. */
    public Suite {
        targets = List.copyOf(targets);
        cases = List.copyOf(cases);
    }
}
