package org.llmtestbench.suite;

import java.util.List;

/**
 * The shard of a run that a report is about.
 *
 * @param number the number of the shard, from 1
 * @param of the number of shards
 * @param places the index of each case in the whole run, from 0
 */
public record ShardJson(int number, int of, List<Integer> places) {
    /** Rejects impossible numbers. */
    public ShardJson {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException("There is no shard " + number + "/" + of + ".");
        }
        places = List.copyOf(places);
    }

    /** Converts an assignment. */
    public static ShardJson of(ShardAssignment assignment) {
        return new ShardJson(assignment.shard().number(), assignment.shard().of(), assignment.places());
    }

    /** A text such as {@code 3/8}. */
    public String label() {
        return number + "/" + of;
    }
}
