package org.llmtestbench.suite;

import java.util.List;

/**
 * Which part of a run a report is about.
 *
 * @param number from 1
 * @param of how many parts the run has
 * @param places where each of its cases stands among all of the run, from 0
 */
public record ShardJson(int number, int of, List<Integer> places) {
    /** Refuses what no run is split into. */
    public ShardJson {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException("There is no shard " + number + "/" + of + ".");
        }
        places = List.copyOf(places);
    }

    /** That of this part. */
    public static ShardJson of(ShardAssignment shard) {
        return new ShardJson(shard.shard().number(), shard.shard().of(), shard.places());
    }

    /** Such as {@code 3/8}. */
    public String words() {
        return number + "/" + of;
    }
}
