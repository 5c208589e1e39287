package org.llmtestbench.suite;

/**
 * Checks the answer by a rubric that a judge, another model, applies.
 *
 * @param judge the target that judges
 */
public record RubricCheck(String rubric, SuiteTarget judge) implements Check {
    @Override
    public String type() {
        return "llm-rubric";
    }

    /** Always unknown, because only a call to the judge can evaluate it; see {@link LlmJudge}. */
    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        return CheckOutcome.unknown("the judge was not called");
    }
}
