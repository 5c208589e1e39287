package org.llmtestbench.suite;

/**
 * One difference between a case and its baseline.
 *
 * @param message a sentence that names the case and both values
 */
public record BaselineChange(Kind kind, String id, String target, String message) {
    /** The kind of difference. */
    public enum Kind {
        /** The case passed before and does not pass now. */
        NEWLY_FAILING,
        /** The case did not pass before and passes now. */
        NEWLY_PASSING,
        /** Another model answered than before. */
        MODEL_CHANGED,
        /** A metric moved by more than its scatter. */
        SHIFTED,
        /** Not a difference: there are too few values to test for a shift. */
        TOO_FEW
    }

    static BaselineChange of(Kind kind, CaseRecord caseRecord, String message) {
        return new BaselineChange(kind, caseRecord.id(), caseRecord.target(), caseRecord.name() + ": " + message);
    }
}
