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

/** The options that select the cases of a suite and set how often each case runs. */
final class CaseFilter {
    @Option(names = "--target", paramLabel = "ID", description = "Only this target; repeatable.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only tests with this tag; repeatable.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only ids that contain TEXT, or match its * and ?.")
    private String filter;

    @Option(
            names = "--failed-from",
            paramLabel = "REPORT",
            description = "Only cases that did not pass in this JSON report.")
    private Path failedFrom;

    @Option(
            names = {"-n", "--repeat"},
            paramLabel = "N",
            description = "Runs of each case; min_pass is scaled.")
    private Integer repeat;

    @Option(names = "--shard", paramLabel = "I/N", description = "Only part I of N; all parts have a similar cost.")
    private String shard;

    /** The selected cases of a suite, in its order; fails with {@link Failure#USAGE} if there are none. */
    List<SuiteCase> of(Suite suite) {
        if (repeat != null && (repeat < 1 || repeat > 1000)) {
            throw Failure.USAGE.because("--repeat must be a whole number from 1 to 1000, not " + repeat + ".");
        }
        requireKnown(
                "target",
                targets,
                suite.cases().stream()
                        .map(each -> each.target().id())
                        .distinct()
                        .toList());
        requireKnown(
                "tag",
                tags,
                suite.cases().stream()
                        .flatMap(each -> each.tags().stream())
                        .distinct()
                        .toList());
        Predicate<SuiteCase> selected =
                each -> (targets.isEmpty() || targets.contains(each.target().id()))
                        && (tags.isEmpty() || each.tags().stream().anyMatch(tags::contains));
        List<SuiteCase> cases = suite.cases().stream()
                .filter(selected.and(filtered()).and(failed()))
                .map(each -> repeat == null ? each : each.repeated(repeat))
                .toList();
        if (cases.isEmpty() && failedFrom == null) {
            throw Failure.USAGE
                    .because("No case of " + suite.name() + " is selected: the filters exclude all "
                            + suite.cases().size() + ".")
                    .hint("Change --target, --tag or --filter. --dry-run lists the selected cases.");
        }
        return cases;
    }

    /**
     * The shard to run; empty without {@code --shard}. Filters apply before the split, so the n shards together contain
     * all selected cases. Fails with {@link Failure#USAGE} if there is no such shard.
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
            return each -> true;
        }
        if (!filter.contains("*") && !filter.contains("?")) {
            return each -> each.id().contains(filter);
        }
        // brackets are part of ids, so they are literal here
        String regex = Pattern.quote(filter).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        Predicate<String> glob = Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
        return each -> glob.test(each.id());
    }

    private Predicate<SuiteCase> failed() {
        if (failedFrom == null) {
            return each -> true;
        }
        Set<Key> failed = ReportReader.failed(failedFrom);
        return each -> failed.contains(new Key(each.id(), each.target().id()));
    }
}
