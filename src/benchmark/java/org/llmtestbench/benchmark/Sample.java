package org.llmtestbench.benchmark;

/**
 * What one order came to.
 *
 * @param calls that were made
 * @param failures calls that failed
 * @param pieces of text that were handed over
 * @param cpuMillis of the whole process
 * @param allocatedBytes by all of its threads
 * @param peakHeapBytes the most each part of the heap held, added up; garbage included
 * @param addedMillis time to the first token less the time the server took for it: the median
 * @param addedMillisP99 the same, exceeded by one call in a hundred
 * @param note what the first failure said; empty without one
 */
record Sample(
        int calls,
        int failures,
        long pieces,
        double wallMillis,
        double cpuMillis,
        double allocatedBytes,
        double peakHeapBytes,
        int peakThreads,
        double addedMillis,
        double addedMillisP99,
        String note) {

    static Sample added(double millis) {
        return new Sample(0, 0, 0, 0, 0, 0, 0, 0, millis, millis, "");
    }

    double callsPerSecond() {
        return calls / wallMillis * 1000;
    }

    double piecesPerSecond() {
        return pieces / wallMillis * 1000;
    }

    double bytesPerPiece() {
        return allocatedBytes / pieces;
    }

    double cpuMicrosPerPiece() {
        return cpuMillis * 1000 / pieces;
    }

    double cpuMicrosPerCall() {
        return cpuMillis * 1000 / calls;
    }

    double peakHeapMegabytes() {
        return peakHeapBytes / (1 << 20);
    }
}
