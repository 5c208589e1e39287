package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.List;

/**
 * A suite: its targets and cases.
 *
 * @param name the name in reports
 * @param description null for none
 * @param budgetUsd the maximum cost of a run, in US dollars; null for no limit
 * @param targets all targets that have cases
 * @param cases in the order of the file; the cases of a test are sorted by target, then by variables
 */
public record Suite(
        String name, String description, BigDecimal budgetUsd, List<SuiteTarget> targets, List<SuiteCase> cases) {
    /** Copies the lists. */
    public Suite {
        targets = List.copyOf(targets);
        cases = List.copyOf(cases);
    }
}
