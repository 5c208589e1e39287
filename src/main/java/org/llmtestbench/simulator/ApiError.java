package org.llmtestbench.simulator;

/** An error in a vendor's words. */
interface ApiError {
    String message();

    SimulatedResponse reply(SimulatedCall call);

    default Refused refused() {
        return new Refused(this);
    }

    /** Carries an error from where it is noticed to where it is answered. */
    final class Refused extends RuntimeException {
        private final transient ApiError refusal;

        private Refused(ApiError refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }

        SimulatedResponse reply(SimulatedCall call) {
            return refusal.reply(call);
        }
    }
}
