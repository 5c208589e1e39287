package org.llmtestbench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.suite.ShardJson;
import org.llmtestbench.suite.SuiteJson;

/** Where the cases of several reports stand in the merged one. */
final class MergeOrder {
    private static final String SAME =
            "Run all shards with the same suite, filters, configuration and version of this program.";

    private final List<Path> inputs;
    private final List<SuiteJson> heads;
    private final List<Integer> counts;

    /** @param counts how many cases each input has */
    MergeOrder(List<Path> inputs, List<SuiteJson> heads, List<Integer> counts) {
        this.inputs = inputs;
        this.heads = heads;
        this.counts = counts;
    }

    /**
     * For each input the places of its cases: one input after the other, or as the shards say they stood in the suite.
     *
     * <p>Fails with {@link Failure#USAGE} when these are shards, but not all of one run.
     */
    List<List<Integer>> places() {
        if (heads.stream().allMatch(head -> head.shard() == null)) {
            return inSequence();
        }
        requireAllShards();
        List<List<Integer>> places =
                heads.stream().map(head -> head.shard().places()).toList();
        requireEachOnce(places);
        return places;
    }

    private List<List<Integer>> inSequence() {
        List<List<Integer>> places = new ArrayList<>();
        int next = 0;
        for (int count : counts) {
            List<Integer> run = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                run.add(next++);
            }
            places.add(run);
        }
        return places;
    }

    private void requireAllShards() {
        int of = heads.stream()
                .filter(head -> head.shard() != null)
                .findFirst()
                .orElseThrow()
                .shard()
                .of();
        Path[] found = new Path[of];
        for (int i = 0; i < inputs.size(); i++) {
            ShardJson shard = heads.get(i).shard();
            if (shard == null) {
                throw refused(inputs.get(i) + " is about a whole run, the others are about shards of one.");
            }
            if (shard.of() != of) {
                throw refused(inputs.get(i) + " is shard " + shard.words() + " of a run, others are of " + of + ".");
            }
            if (found[shard.number() - 1] != null) {
                throw refused(
                        found[shard.number() - 1] + " and " + inputs.get(i) + " are both shard " + shard.words() + ".");
            }
            found[shard.number() - 1] = inputs.get(i);
        }
        requireNoneMissing(found);
    }

    private static void requireNoneMissing(Path[] found) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i] == null) {
                missing.add(i + 1 + "/" + found.length);
            }
        }
        if (!missing.isEmpty()) {
            throw Failure.USAGE
                    .because("The report of shard "
                            + String.join(", ", missing.subList(0, Math.min(missing.size(), 10)))
                            + (missing.size() > 10 ? " and others" : "") + " is missing.")
                    .hint("Name the reports of all shards, or run it: smoke … --shard " + missing.get(0) + ".");
        }
    }

    private void requireEachOnce(List<List<Integer>> places) {
        int total = counts.stream().mapToInt(Integer::intValue).sum();
        BitSet taken = new BitSet(total);
        for (int i = 0; i < inputs.size(); i++) {
            if (places.get(i).size() != counts.get(i)) {
                throw refused(inputs.get(i) + " has " + counts.get(i) + " cases, and places for "
                        + places.get(i).size() + ".");
            }
            for (int place : places.get(i)) {
                if (place < 0 || place >= total || taken.get(place)) {
                    throw refused("These shards are not of the same run: their cases do not make one suite (see place "
                            + place + " of " + inputs.get(i) + ").");
                }
                taken.set(place);
            }
        }
    }

    private static ProviderException refused(String message) {
        return Failure.USAGE.because(message).hint(SAME);
    }
}
