package org.llmtestbench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.suite.ShardJson;
import org.llmtestbench.suite.SuiteJson;

/** Computes the positions of the cases of several reports in the merged report. */
final class MergeOrder {
    private static final String SAME_RUN_HINT =
            "Run all shards with the same suite, filters, configuration and version of this program.";

    private final List<Path> inputs;
    private final List<SuiteJson> heads;
    private final List<Integer> counts;

    /** @param counts number of cases in each input */
    MergeOrder(List<Path> inputs, List<SuiteJson> heads, List<Integer> counts) {
        this.inputs = inputs;
        this.heads = heads;
        this.counts = counts;
    }

    /**
     * The positions of the cases, one list for each input. Reports of shards contain the positions; other reports are
     * concatenated.
     *
     * <p>Fails with {@link Failure#USAGE} if the inputs are shards, but not all shards of one run.
     */
    List<List<Integer>> places() {
        if (heads.stream().allMatch(head -> head.shard() == null)) {
            return concatenated();
        }
        requireAllShards();
        List<List<Integer>> places =
                heads.stream().map(head -> head.shard().places()).toList();
        requireEachPlaceOnce(places);
        return places;
    }

    private List<List<Integer>> concatenated() {
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
                throw incompatible(inputs.get(i) + " is the report of a whole run, but other reports are of shards.");
            }
            if (shard.of() != of) {
                throw incompatible(inputs.get(i) + " is shard " + shard.label() + ", but another report is of a run in "
                        + of + " shards.");
            }
            if (found[shard.number() - 1] != null) {
                throw incompatible(
                        found[shard.number() - 1] + " and " + inputs.get(i) + " are both shard " + shard.label() + ".");
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
                    .hint("Name the reports of all shards, or run the missing shard: smoke … --shard " + missing.get(0)
                            + ".");
        }
    }

    private void requireEachPlaceOnce(List<List<Integer>> places) {
        int total = counts.stream().mapToInt(Integer::intValue).sum();
        BitSet used = new BitSet(total);
        for (int i = 0; i < inputs.size(); i++) {
            if (places.get(i).size() != counts.get(i)) {
                throw incompatible(inputs.get(i) + " has " + counts.get(i) + " cases, but shard.places has "
                        + places.get(i).size() + " entries.");
            }
            for (int place : places.get(i)) {
                if (place < 0 || place >= total || used.get(place)) {
                    throw incompatible(
                            "These shards are not of the same run: their cases do not form one suite (see place "
                                    + place + " in " + inputs.get(i) + ").");
                }
                used.set(place);
            }
        }
    }

    private static ProviderException incompatible(String message) {
        return Failure.USAGE.because(message).hint(SAME_RUN_HINT);
    }
}
