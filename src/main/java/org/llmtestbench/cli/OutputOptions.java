package org.llmtestbench.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.RequestPreview;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.report.ComparisonTable;
import org.llmtestbench.report.ConsoleMessages;
import org.llmtestbench.report.OutcomeWriter;
import org.llmtestbench.report.OutputFormat;
import org.llmtestbench.report.PreviewOutput;
import org.llmtestbench.report.VerboseCallListener;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;
import picocli.CommandLine.Option;

/** What is written where. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output-format"},
            paramLabel = "FORMAT",
            completionCandidates = OutputFormat.Words.class,
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

    private ConsoleMessages commentary;

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    OutputFormat format() {
        if (json && format != null && !format.equals("json")) {
            throw Failure.USAGE.because("--json and --output-format " + format + " contradict each other.");
        }
        String wanted = json ? "json" : format == null ? "pretty" : format;
        if (!OutputFormat.labels().contains(wanted)) {
            throw Failure.USAGE
                    .because("Unknown output format '" + wanted + "'."
                            + Suggestions.suggestion(wanted, OutputFormat.labels()))
                    .hint("Known: " + String.join(", ", OutputFormat.labels()) + ".");
        }
        return OutputFormat.valueOf(wanted.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** Whether anybody gets to see how long something took. */
    boolean showsTimes() {
        return verbose || format().isJson() || format() == OutputFormat.PRETTY && !quiet;
    }

    /** What is to be said before anything is sent. */
    void deprecationWarnings(List<String> lines) {
        if (wantsWarnings()) {
            commentary().warnings(lines, "");
        }
    }

    /** One for the whole run: it says nothing twice. */
    private synchronized ConsoleMessages commentary() {
        commentary = commentary == null ? StandardStreams.commentary() : commentary;
        return commentary;
    }

    /** Programs find them in the result. */
    private boolean wantsWarnings() {
        return !quiet && !format().isJson();
    }

    /** Tells how one of several trials goes, as far as that is wanted. */
    CallListener progress(Target target) {
        return progress(delta -> {}, ComparisonTable.name(target) + ": ");
    }

    /** Tells how the only trial goes, as far as that is wanted. */
    CallListener progress(OutcomeWriter output) {
        return progress(output::delta, "");
    }

    private CallListener progress(Consumer<Delta> onDelta, String about) {
        return verbose ? new VerboseCallListener(commentary(), about, onDelta) : CallListener.of(onDelta);
    }

    /** Shows that something is going on, where a person may want to see it; turns when it is told to. */
    Spinner spinner(CallListener listener) {
        return new Spinner(
                StandardStreams.status(),
                listener,
                StandardStreams.outIsTerminal(),
                StandardStreams.showsUnicode(),
                System::nanoTime);
    }

    /** Whether a person may want to see that. */
    boolean wantsSpinner() {
        return !quiet && StandardStreams.errTakesStatus() && !(format().isJson() && StandardStreams.outIsTerminal());
    }

    /** Writes a request that is not sent, and what there is to say about it. */
    void write(RequestPreview preview, String about) {
        new PreviewOutput(StandardStreams.out(), format()).write(preview);
        if (wantsWarnings()) {
            commentary().warnings(preview.warnings(), about);
        }
        if (!quiet && format() == OutputFormat.PRETTY) {
            commentary().statistics(preview);
        }
    }

    /** Writes the outcome, and what there is to say about it, and returns its exit code. */
    int write(Outcome outcome, OutcomeWriter output) {
        output.outcome(outcome);
        return comment(outcome, "");
    }

    /** Writes several outcomes so that they can be compared, and returns the gravest exit code. */
    int writeAll(List<Outcome> outcomes) {
        if (format() == OutputFormat.PRETTY) {
            new ComparisonTable(StandardStreams.out()).write(outcomes);
        } else {
            outcomes.forEach(format().to(StandardStreams.out(), false)::outcome);
        }
        outcomes.forEach(outcome -> comment(outcome, ComparisonTable.name(outcome.target()) + ": "));
        List<Failure> failures = outcomes.stream()
                .flatMap(outcome -> outcome.failed().stream())
                .map(Outcome.Failed::failure)
                .toList();
        return Failure.mostSevere(failures).map(Failure::exitCode).orElse(0);
    }

    /** @param name stands before each line; empty when there is but one outcome, then its numbers are shown here */
    private int comment(Outcome outcome, String name) {
        ConsoleMessages commentary = commentary();
        if (wantsWarnings()) {
            commentary.warnings(outcome, name);
        }
        if (name.isEmpty() && !quiet && format() == OutputFormat.PRETTY) {
            commentary.statistics(outcome);
        }
        outcome.failed().ifPresent(failed -> commentary.failure(failed.cause(), name));
        return outcome.exitCode();
    }
}
