package org.llmtestbench.provider.simulator;

/** An error in a vendor's words. */
interface Refusal {
    String message();

    Reply reply(Call call);

    default Refused refused() {
        return new Refused(this);
    }

    /** Carries an error from where it is noticed to where it is answered. */
    final class Refused extends RuntimeException {
        private final transient Refusal refusal;

        private Refused(Refusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }

        Reply reply(Call call) {
            return refusal.reply(call);
        }
    }
}
