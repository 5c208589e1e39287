package org.llmtestbench.simulator;

/** Handles the calls of one dialect. */
interface ProtocolHandler {
    /** Whether a call is made in this dialect. */
    boolean accepts(SimulatedCall call);

    /**
     * Returns the response to any call.
     *
     * @throws ApiError.RejectedException with the error to send
     */
    SimulatedResponse handle(SimulatedCall call);

    /** The error to send when the simulator has a bug. */
    ApiError internalError(Throwable bug);

    /** The response header for the request id. */
    String idHeader();
}
