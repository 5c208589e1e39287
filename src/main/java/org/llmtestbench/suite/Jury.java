package org.llmtestbench.suite;

/** Puts answers before judges. */
interface Jury {
    /** What the judge finds; its cost is counted. */
    Finding judge(RubricCheck check, SuiteCase of, Answered answer) throws InterruptedException;
}
