package org.llmtestbench.provider.simulator;

/** One dialect's addresses, and what answers there. */
interface Routes {
    /** Whether a call is made in this dialect. */
    boolean understand(Call call);

    /**
     * Answers a call, also one that makes no sense.
     *
     * @throws Refusal.Refused with the error to answer with
     */
    Reply answer(Call call);

    /** What this dialect says when the simulator itself has a bug. */
    Refusal broken(Throwable bug);

    /** The header that carries the id of a call. */
    String idHeader();
}
