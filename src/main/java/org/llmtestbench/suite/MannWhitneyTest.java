package org.llmtestbench.suite;

import java.util.Arrays;

/**
 * The exact two-sided Mann-Whitney test: the probability that two groups of values from the same distribution differ at
 * least as much as these groups. Counts all ways to assign the ranks, so it is exact for small groups and ties.
 */
final class MannWhitneyTest {
    private MannWhitneyTest() {}

    /** The p-value, from 0 to 1; it is small if the groups differ. */
    static double p(double[] first, double[] second) {
        double[] small = first.length <= second.length ? first : second;
        double[] large = small == first ? second : first;
        double[] sorted = sorted(small, large);
        int[] ranks =
                Arrays.stream(sorted).mapToInt(value -> rank(sorted, value)).toArray();
        int sum = Arrays.stream(small).mapToInt(value -> rank(sorted, value)).sum();
        double[] counts = countsByRankSum(ranks, small.length);
        double below = 0;
        double above = 0;
        double all = 0;
        for (int i = 0; i < counts.length; i++) {
            all += counts[i];
            below += i <= sum ? counts[i] : 0;
            above += i >= sum ? counts[i] : 0;
        }
        return Math.min(1, 2 * Math.min(below, above) / all);
    }

    /** The smallest p-value that groups of these sizes can reach. */
    static double smallest(int first, int second) {
        double combinations = 1;
        for (int i = 1; i <= Math.min(first, second); i++) {
            combinations = combinations * (Math.max(first, second) + i) / i;
        }
        return Math.min(1, 2 / combinations);
    }

    private static double[] sorted(double[] first, double... second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Arrays.sort(all);
        return all;
    }

    /** Twice the rank, so that the rank of ties is a whole number too. */
    private static int rank(double[] sorted, double value) {
        int below = 0;
        int equal = 0;
        for (double other : sorted) {
            below += other < value ? 1 : 0;
            equal += other == value ? 1 : 0;
        }
        return 2 * below + equal + 1;
    }

    /** The number of ways to draw this many ranks, by the sum of the drawn ranks. */
    private static double[] countsByRankSum(int[] ranks, int drawn) {
        int[] largest = Arrays.stream(ranks).sorted().toArray();
        int maxSum = Arrays.stream(largest, ranks.length - drawn, ranks.length).sum();
        double[][] counts = new double[drawn + 1][maxSum + 1];
        counts[0][0] = 1;
        for (int rank : ranks) {
            for (int count = drawn; count > 0; count--) {
                for (int sum = maxSum; sum >= rank; sum--) {
                    counts[count][sum] += counts[count - 1][sum - rank];
                }
            }
        }
        return counts[drawn];
    }
}
