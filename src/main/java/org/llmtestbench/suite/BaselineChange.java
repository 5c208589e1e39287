package org.llmtestbench.suite;

/**
 * One thing that is not as it was.
 *
 * @param message a sentence that names the case and both values
 */
public record BaselineChange(Kind kind, String id, String target, String message) {
    /** What can differ from the baseline. */
    public enum Kind {
        /** Was good, is not. */
        NEWLY_FAILING,
        /** Was not good, is. */
        NEWLY_PASSING,
        /** Another model answered than before. */
        MODEL_CHANGED,
        /** A metric moved beyond its scatter. */
        SHIFTED,
        /** Not a change: there were too few values to say whether there is one. */
        TOO_FEW
    }

    static BaselineChange of(Kind kind, CaseRecord about, String message) {
        return new BaselineChange(kind, about.id(), about.target(), about.name() + ": " + message);
    }
}
