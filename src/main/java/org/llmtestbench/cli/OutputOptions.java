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

/** The options for the output of {@code test}; also writes that output. */
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
            description = "Prints only the result and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints every attempt, and stack traces of bugs.")
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
        String label = json ? "json" : format == null ? "pretty" : format;
        if (!OutputFormat.labels().contains(label)) {
            throw Failure.USAGE
                    .because("Unknown output format '" + label + "'."
                            + Suggestions.suggestion(label, OutputFormat.labels()))
                    .hint("Known: " + String.join(", ", OutputFormat.labels()) + ".");
        }
        return OutputFormat.valueOf(label.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** Whether the output contains times. */
    boolean showsTimes() {
        return verbose || format().isJson() || format() == OutputFormat.PRETTY && !quiet;
    }

    /** Prints the deprecation warnings before anything is sent. */
    void deprecationWarnings(List<String> lines) {
        if (showsWarnings()) {
            commentary().warnings(lines, "");
        }
    }

    /** One instance for the whole run, because it prints each message only once. */
    private synchronized ConsoleMessages commentary() {
        commentary = commentary == null ? StandardStreams.commentary() : commentary;
        return commentary;
    }

    /** JSON output contains the warnings in the result object instead. */
    private boolean showsWarnings() {
        return !quiet && !format().isJson();
    }

    /** The listener for one of several calls; reports its progress with {@code --verbose}. */
    CallListener progress(Target target) {
        return progress(delta -> {}, ComparisonTable.name(target) + ": ");
    }

    /** The listener for the only call; writes its deltas, and reports its progress with {@code --verbose}. */
    CallListener progress(OutcomeWriter output) {
        return progress(output::delta, "");
    }

    private CallListener progress(Consumer<Delta> onDelta, String prefix) {
        return verbose ? new VerboseCallListener(commentary(), prefix, onDelta) : CallListener.of(onDelta);
    }

    /** A spinner in front of this listener; it starts with {@link Spinner#start}. */
    Spinner spinner(CallListener listener) {
        return new Spinner(
                StandardStreams.status(),
                listener,
                StandardStreams.outIsTerminal(),
                StandardStreams.showsUnicode(),
                System::nanoTime);
    }

    /** Whether stderr is a terminal that can show a spinner, and the options allow it. */
    boolean showsSpinner() {
        return !quiet && StandardStreams.errTakesStatus() && !(format().isJson() && StandardStreams.outIsTerminal());
    }

    /** Writes the preview of a request, its warnings and its numbers. */
    void write(RequestPreview preview, String prefix) {
        new PreviewOutput(StandardStreams.out(), format()).write(preview);
        if (showsWarnings()) {
            commentary().warnings(preview.warnings(), prefix);
        }
        if (!quiet && format() == OutputFormat.PRETTY) {
            commentary().statistics(preview);
        }
    }

    /** Writes the outcome, its warnings and its numbers, and returns its exit code. */
    int write(Outcome outcome, OutcomeWriter output) {
        output.outcome(outcome);
        return comment(outcome, "");
    }

    /** Writes several outcomes as a comparison, and returns the exit code of the most severe failure. */
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

    /** @param name the prefix of each line; empty for a single outcome, whose numbers are printed here */
    private int comment(Outcome outcome, String name) {
        ConsoleMessages commentary = commentary();
        if (showsWarnings()) {
            commentary.warnings(outcome, name);
        }
        if (name.isEmpty() && !quiet && format() == OutputFormat.PRETTY) {
            commentary.statistics(outcome);
        }
        outcome.failed().ifPresent(failed -> commentary.failure(failed.cause(), name));
        return outcome.exitCode();
    }
}
