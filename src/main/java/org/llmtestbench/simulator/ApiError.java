package org.llmtestbench.simulator;

/** An error in the format of a vendor. */
interface ApiError {
    String message();

    SimulatedResponse toResponse(SimulatedCall call);

    default RejectedException toException() {
        return new RejectedException(this);
    }

    /** Carries an error from the code that detects it to the code that sends the response. */
    final class RejectedException extends RuntimeException {
        private final transient ApiError error;

        private RejectedException(ApiError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        SimulatedResponse toResponse(SimulatedCall call) {
            return error.toResponse(call);
        }
    }
}
