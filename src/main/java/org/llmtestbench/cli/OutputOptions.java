package org.llmtestbench.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.llmtestbench.bench.Outcome;
import org.llmtestbench.bench.Target;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Nearest;
import org.llmtestbench.provider.Preview;
import org.llmtestbench.provider.Progress;
import org.llmtestbench.report.Chronicle;
import org.llmtestbench.report.Commentary;
import org.llmtestbench.report.Comparison;
import org.llmtestbench.report.Format;
import org.llmtestbench.report.Output;
import org.llmtestbench.report.PreviewOutput;
import picocli.CommandLine.Option;

/** What is written where. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output-format"},
            paramLabel = "FORMAT",
            completionCandidates = Format.Words.class,
            description = "pretty (default), json, json-pretty or plain.")
    private String format;

    @Option(names = "--json", description = "Same as -o json.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Nothing but the result and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Every attempt as it ends; stack traces of bugs.")
    private boolean verbose;

    private Commentary commentary;

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    Format format() {
        if (json && format != null && !format.equals("json")) {
            throw Failure.USAGE.because("--json and --output-format " + format + " contradict each other.");
        }
        String wanted = json ? "json" : format == null ? "pretty" : format;
        if (!Format.labels().contains(wanted)) {
            throw Failure.USAGE
                    .because("Unknown output format '" + wanted + "'." + Nearest.suggestion(wanted, Format.labels()))
                    .hint("Known: " + String.join(", ", Format.labels()) + ".");
        }
        return Format.valueOf(wanted.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** Whether anybody gets to see how long something took. */
    boolean showsTimes() {
        return verbose || format().isJson() || format() == Format.PRETTY && !quiet;
    }

    /** What is to be said before anything is sent. */
    void cautions(List<String> lines) {
        if (wantsWarnings()) {
            commentary().warnings(lines, "");
        }
    }

    /** One for the whole run: it says nothing twice. */
    private synchronized Commentary commentary() {
        commentary = commentary == null ? Streams.commentary() : commentary;
        return commentary;
    }

    /** Programs find them in the result. */
    private boolean wantsWarnings() {
        return !quiet && !format().isJson();
    }

    /** Tells how one of several trials goes, as far as that is wanted. */
    Progress progress(Target target) {
        return progress(delta -> {}, Comparison.name(target) + ": ");
    }

    /** Tells how the only trial goes, as far as that is wanted. */
    Progress progress(Output output) {
        return progress(output::delta, "");
    }

    private Progress progress(Consumer<Delta> onDelta, String about) {
        return verbose ? new Chronicle(commentary(), about, onDelta) : Progress.of(onDelta);
    }

    /** Shows that something is going on, where a person may want to see it; turns when it is told to. */
    Spinner spinner(Progress listener) {
        return new Spinner(
                Streams.status(), listener, Streams.outIsTerminal(), Streams.showsUnicode(), System::nanoTime);
    }

    /** Whether a person may want to see that. */
    boolean wantsSpinner() {
        return !quiet && Streams.errTakesStatus() && !(format().isJson() && Streams.outIsTerminal());
    }

    /** Writes a request that is not sent, and what there is to say about it. */
    void write(Preview preview, String about) {
        new PreviewOutput(Streams.out(), format()).write(preview);
        if (wantsWarnings()) {
            commentary().warnings(preview.warnings(), about);
        }
        if (!quiet && format() == Format.PRETTY) {
            commentary().statistics(preview);
        }
    }

    /** Writes the outcome, and what there is to say about it, and returns its exit code. */
    int write(Outcome outcome, Output output) {
        output.outcome(outcome);
        return comment(outcome, "");
    }

    /** Writes several outcomes so that they can be compared, and returns the gravest exit code. */
    int writeAll(List<Outcome> outcomes) {
        if (format() == Format.PRETTY) {
            new Comparison(Streams.out()).write(outcomes);
        } else {
            outcomes.forEach(format().to(Streams.out(), false)::outcome);
        }
        outcomes.forEach(outcome -> comment(outcome, Comparison.name(outcome.target()) + ": "));
        List<Failure> failures = outcomes.stream()
                .flatMap(outcome -> outcome.failed().stream())
                .map(Outcome.Failed::failure)
                .toList();
        return Failure.gravest(failures).map(Failure::exitCode).orElse(0);
    }

    /** @param name stands before each line; empty when there is but one outcome, then its numbers are shown here */
    private int comment(Outcome outcome, String name) {
        Commentary commentary = commentary();
        if (wantsWarnings()) {
            commentary.warnings(outcome, name);
        }
        if (name.isEmpty() && !quiet && format() == Format.PRETTY) {
            commentary.statistics(outcome);
        }
        outcome.failed().ifPresent(failed -> commentary.failure(failed.cause(), name));
        return outcome.exitCode();
    }
}
