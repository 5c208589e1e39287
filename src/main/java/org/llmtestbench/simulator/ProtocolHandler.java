package org.llmtestbench.simulator;

/** One dialect's addresses, and what answers there. */
interface ProtocolHandler {
    /** Whether a call is made in this dialect. */
    boolean understand(SimulatedCall call);

    /**
     * Answers a call, also one that makes no sense.
     *
     * @throws ApiError.Refused with the error to answer with
     */
    SimulatedResponse answer(SimulatedCall call);

    /** What this dialect says when the simulator itself has a bug. */
    ApiError broken(Throwable bug);

    /** The header that carries the id of a call. */
    String idHeader();
}
