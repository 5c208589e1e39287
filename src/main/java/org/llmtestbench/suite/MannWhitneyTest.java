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
        double[] ways = ways(ranks, small.length);
        double below = 0;
        double above = 0;
        double all = 0;
        for (int i = 0; i < ways.length; i++) {
            all += ways[i];
            below += i <= sum ? ways[i] : 0;
            above += i >= sum ? ways[i] : 0;
        }
        return Math.min(1, 2 * Math.min(below, above) / all);
    }

    /** The smallest probability that groups of these sizes can reach. */
    static double smallest(int one, int other) {
        double ways = 1;
        for (int i = 1; i <= Math.min(one, other); i++) {
            ways = ways * (Math.max(one, other) + i) / i;
        }
        return Math.min(1, 2 / ways);
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
    private static double[] ways(int[] ranks, int drawn) {
        int[] largest = Arrays.stream(ranks).sorted().toArray();
        int most = Arrays.stream(largest, ranks.length - drawn, ranks.length).sum();
        double[][] ways = new double[drawn + 1][most + 1];
        ways[0][0] = 1;
        for (int rank : ranks) {
            for (int count = drawn; count > 0; count--) {
                for (int sum = most; sum >= rank; sum--) {
                    ways[count][sum] += ways[count - 1][sum - rank];
                }
            }
        }
        return ways[drawn];
    }
}
