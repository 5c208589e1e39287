package org.llmtestbench.suite;

import java.util.Arrays;

/**
 * The exact, two-sided test of Mann and Whitney: how probable it is that values which do not differ fall apart into two
 * groups as clearly as these. Counts every way to deal the ranks, so small groups and ties need no approximation.
 */
final class MannWhitneyTest {
    private MannWhitneyTest() {}

    /** Between 0 and 1; small when the groups differ. */
    static double p(double[] one, double[] other) {
        double[] small = one.length <= other.length ? one : other;
        double[] large = small == one ? other : one;
        double[] sorted = sorted(small, large);
        int[] ranks =
                Arrays.stream(sorted).mapToInt(value -> rank(sorted, value)).toArray();
        int sum = Arrays.stream(small).mapToInt(value -> rank(sorted, value)).sum();
        double[] distinctProviders = distinctProviders(ranks, small.length);
        double below = 0;
        double above = 0;
        double all = 0;
        for (int i = 0; i < distinctProviders.length; i++) {
            all += distinctProviders[i];
            below += i <= sum ? distinctProviders[i] : 0;
            above += i >= sum ? distinctProviders[i] : 0;
        }
        return Math.min(1, 2 * Math.min(below, above) / all);
    }

    /** The smallest probability that groups of these sizes can reach. */
    static double smallest(int one, int other) {
        double distinctProviders = 1;
        for (int i = 1; i <= Math.min(one, other); i++) {
            distinctProviders = distinctProviders * (Math.max(one, other) + i) / i;
        }
        return Math.min(1, 2 / distinctProviders);
    }

    private static double[] sorted(double[] one, double... other) {
        double[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        Arrays.sort(all);
        return all;
    }

    /** Twice the rank, which makes that of ties whole too. */
    private static int rank(double[] sorted, double value) {
        int below = 0;
        int equal = 0;
        for (double each : sorted) {
            below += each < value ? 1 : 0;
            equal += each == value ? 1 : 0;
        }
        return 2 * below + equal + 1;
    }

    /** In how many ways so many ranks can be drawn, by their sum. */
    private static double[] distinctProviders(int[] ranks, int drawn) {
        int[] largest = Arrays.stream(ranks).sorted().toArray();
        int most = Arrays.stream(largest, ranks.length - drawn, ranks.length).sum();
        double[][] distinctProviders = new double[drawn + 1][most + 1];
        distinctProviders[0][0] = 1;
        for (int rank : ranks) {
            for (int count = drawn; count > 0; count--) {
                for (int sum = most; sum >= rank; sum--) {
                    distinctProviders[count][sum] += distinctProviders[count - 1][sum - rank];
                }
            }
        }
        return distinctProviders[drawn];
    }
}
