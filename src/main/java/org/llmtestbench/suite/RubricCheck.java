package org.llmtestbench.suite;

/**
 * What a judge, another model, is asked of the answer.
 *
 * @param judge the target that judges
 */
public record RubricCheck(String rubric, SuiteTarget judge) implements Check {
    @Override
    public String type() {
        return "llm-rubric";
    }

    /** Nothing is found without a call: see {@link LlmJudge}. */
    @Override
    public CheckOutcome look(CheckedResponse response) {
        return CheckOutcome.unknown("no judge was asked");
    }
}
