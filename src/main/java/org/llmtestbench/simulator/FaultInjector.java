package org.llmtestbench.simulator;

import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Decides which requests fail, in the order of their arrival. The same seed gives the same sequence. */
final class FaultInjector {
    private final FaultRates rates;
    private final SplittableRandom random;

    FaultInjector(FaultRates rates, long seed) {
        this.rates = rates;
        this.random = new SplittableRandom(seed);
    }

    /** The HTTP status of the next request if it fails; empty if it succeeds. */
    synchronized OptionalInt nextFault() {
        double remaining = random.nextDouble();
        for (Map.Entry<Integer, Double> fault : rates.shares().entrySet()) {
            remaining -= fault.getValue();
            if (remaining < 0) {
                return OptionalInt.of(fault.getKey());
            }
        }
        return OptionalInt.empty();
    }
}
