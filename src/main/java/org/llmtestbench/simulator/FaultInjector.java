package org.llmtestbench.simulator;

import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Decides which request fails, in the order they come in; the same seed decides the same. */
final class FaultInjector {
    private final FaultRates rates;
    private final SplittableRandom random;

    FaultInjector(FaultRates rates, long seed) {
        this.rates = rates;
        this.random = new SplittableRandom(seed);
    }

    /** The HTTP status the next request fails with, if it fails. */
    synchronized OptionalInt nextFault() {
        double left = random.nextDouble();
        for (Map.Entry<Integer, Double> fault : rates.shares().entrySet()) {
            left -= fault.getValue();
            if (left < 0) {
                return OptionalInt.of(fault.getKey());
            }
        }
        return OptionalInt.empty();
    }
}
