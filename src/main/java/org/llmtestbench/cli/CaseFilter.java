package org.llmtestbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.report.ReportReader;
import org.llmtestbench.report.ReportReader.Key;
import org.llmtestbench.suite.Shard;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;
import picocli.CommandLine.Option;

/** Which cases of a suite are run, and how often. */
final class CaseFilter {
    @Option(names = "--target", paramLabel = "ID", description = "Only this target; repeatable.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only tests with this tag; repeatable.")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            description = "Only cases whose id holds it, or matches its * and ?.")
    private String filter;

    @Option(names = "--failed-from", paramLabel = "REPORT", description = "Only what did not pass in this JSON report.")
    private Path failedFrom;

    @Option(
            names = {"-n", "--repeat"},
            paramLabel = "N",
            description = "Runs of each case; min_pass keeps its share.")
    private Integer repeat;

    @Option(names = "--shard", paramLabel = "I/N", description = "The I-th of N parts of these cases, of like cost.")
    private String shard;

    /** The cases of a suite that are meant, in its order; fails with {@link Failure#USAGE} when there are none. */
    List<SuiteCase> of(Suite suite) {
        if (repeat != null && (repeat < 1 || repeat > 1000)) {
            throw Failure.USAGE.because("--repeat must be a whole number from 1 to 1000, not " + repeat + ".");
        }
        requireKnown(
                "target",
                targets,
                suite.cases().stream().map(one -> one.target().id()).distinct().toList());
        requireKnown(
                "tag",
                tags,
                suite.cases().stream()
                        .flatMap(one -> one.tags().stream())
                        .distinct()
                        .toList());
        Predicate<SuiteCase> selected =
                one -> (targets.isEmpty() || targets.contains(one.target().id()))
                        && (tags.isEmpty() || one.tags().stream().anyMatch(tags::contains));
        List<SuiteCase> cases = suite.cases().stream()
                .filter(selected.and(filtered()).and(failed()))
                .map(one -> repeat == null ? one : one.repeated(repeat))
                .toList();
        if (cases.isEmpty() && failedFrom == null) {
            throw Failure.USAGE
                    .because("No case of " + suite.name() + " is meant: "
                            + suite.cases().size() + " were left out.")
                    .hint("Loosen --target, --tag or --filter; --dry-run lists the cases.");
        }
        return cases;
    }

    /**
     * Which part of the cases meant is run here; empty when all are. Filters come first, so n shards have them all. Fails
     * with {@link Failure#USAGE} when there is no such part.
     */
    Optional<Shard> shard() {
        return Optional.ofNullable(shard).map(Shard::parse);
    }

    private static void requireKnown(String option, List<String> named, List<String> known) {
        for (String name : named) {
            if (!known.contains(name)) {
                throw Failure.USAGE
                        .because("No test has the " + option + " '" + name + "'." + Suggestions.suggestion(name, known))
                        .hint(known.isEmpty() ? "There are none." : "Known: " + String.join(", ", known) + ".");
            }
        }
    }

    private Predicate<SuiteCase> filtered() {
        if (filter == null) {
            return one -> true;
        }
        if (!filter.contains("*") && !filter.contains("?")) {
            return one -> one.id().contains(filter);
        }
        // brackets are part of ids, so they stand for themselves
        String regex = Pattern.quote(filter).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        Predicate<String> glob = Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
        return one -> glob.test(one.id());
    }

    private Predicate<SuiteCase> failed() {
        if (failedFrom == null) {
            return one -> true;
        }
        Set<Key> failed = ReportReader.failed(failedFrom);
        return one -> failed.contains(new Key(one.id(), one.target().id()));
    }
}
