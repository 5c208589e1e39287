package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CaseRecord;
import org.llmtestbench.suite.HistoryRecorder;
import org.llmtestbench.suite.MetricSamples;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/**
 * Writes JUnit XML that is valid against the schemas of Jenkins (junit-10.xsd) and Surefire. They allow no properties
 * in a test case, and Surefire before 3.0.2 allows no timestamp. Therefore the metrics of a case are the first lines of
 * its output, and the start time is a property of the suite.
 */
final class JunitReport implements ReportWriter {
    private static final int MAX_TEXT_LENGTH = 20_000;

    private interface Step {
        void run() throws XMLStreamException;
    }

    private final XMLStreamWriter xml;
    private final Writer out;
    private String suite;

    JunitReport(Writer out) {
        this.out = out;
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void begin(SuiteJson run) {
        suite = run.suite();
        SuiteJson.Summary s = run.summary();
        step(() -> {
            xml.writeStartDocument("UTF-8", "1.0");
            line();
            xml.writeStartElement("testsuite");
            attribute("name", suite);
            attribute("tests", String.valueOf(s.total()));
            attribute("failures", String.valueOf(s.failed()));
            attribute("errors", String.valueOf(s.errored()));
            attribute("skipped", String.valueOf(s.notRun()));
            attribute("time", seconds(run.durationMs()));
            line();
            xml.writeStartElement("properties");
            xml.writeEmptyElement("property");
            attribute("name", "started_at");
            attribute("value", run.startedAt());
            xml.writeEndElement();
            line();
        });
    }

    @Override
    public void add(CaseJson result) {
        step(() -> {
            xml.writeStartElement("testcase");
            attribute("name", result.id());
            attribute("classname", suite + "." + result.target());
            attribute("time", seconds(result.durationMs()));
            verdict(result);
            output(result);
            xml.writeEndElement();
            line();
        });
    }

    @Override
    public void end() {
        step(() -> {
            xml.writeEndElement();
            xml.writeEndDocument();
            line();
            xml.flush();
        });
        new UncheckedWriter(out).flush();
    }

    /** Appends the verdict and the metrics, one on each line. */
    private static void appendMetrics(StringBuilder text, CaseJson result) {
        HistoryRecorder recorder = new HistoryRecorder();
        recorder.add(result);
        CaseRecord metrics = recorder.cases().get(0);
        append(text, "verdict", result.verdict().label());
        append(text, "ttft_ms", metrics.ttftMs(), "%.3f");
        append(text, "total_ms", metrics.totalMs(), "%.3f");
        append(text, "tokens_per_second", metrics.tokensPerSecond(), "%.3f");
        append(text, "cost_usd", metrics.costUsd(), "%.9f");
        if (!metrics.models().isEmpty()) {
            append(text, "model", TextSanitizer.line(String.join(", ", metrics.models())));
        }
    }

    /** Appends the median of all runs. */
    private static void append(StringBuilder text, String name, MetricSamples samples, String format) {
        if (samples != null) {
            append(text, name, String.format(Locale.ROOT, format, samples.median()));
        }
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private void verdict(CaseJson result) throws XMLStreamException {
        String element = switch (result.verdict()) {
            case FAILED -> "failure";
            case ERRORED -> "error";
            case NOT_RUN -> "skipped";
            case PASSED, FLAKY, SILENT -> null;
        };
        if (element == null) {
            return;
        }
        String reasons = String.join("\n", VerdictFormatter.reasons(result));
        xml.writeStartElement(element);
        attribute(
                "message",
                reasons.isEmpty() ? VerdictFormatter.label(result.verdict()) : TextSanitizer.line(cut(reasons)));
        if (result.verdict() != Verdict.NOT_RUN) {
            attribute("type", String.valueOf(result.failure()));
            xml.writeCharacters(legal(cut(reasons)));
        }
        xml.writeEndElement();
    }

    private void output(CaseJson result) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        appendMetrics(text, result);
        int number = 1;
        for (ResultJson run : result.runs()) {
            if (run.content() != null && !run.content().isEmpty()) {
                text.append("── run ").append(number).append('\n');
                text.append(run.content()).append('\n');
            }
            number++;
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(cut(text.toString())));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value).replaceAll("[\n\t]+", " "));
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private static String cut(String text) {
        return TextSanitizer.truncate(text, MAX_TEXT_LENGTH);
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.3f", Math.max(0, millis) / 1000);
    }

    /** Replaces the characters that XML 1.0 can't represent, not even escaped. */
    private static String legal(String text) {
        return TextSanitizer.text(text);
    }

    private static void step(Step step) {
        try {
            step.run();
        } catch (XMLStreamException e) {
            throw new UncheckedIOException(
                    e.getNestedException() instanceof IOException io ? io : new IOException(e.getMessage(), e));
        }
    }
}
