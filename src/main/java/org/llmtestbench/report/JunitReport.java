package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.llmtestbench.suite.PastCase;
import org.llmtestbench.suite.Series;
import org.llmtestbench.suite.Verdict;

/** JUnit's XML in the dialect that Jenkins, GitLab, GitHub's actions and Surefire's readers share. */
final class JunitReport implements CaseWriter {
    private static final int LONGEST = 20_000;

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
            // without a zone, which the stricter readers of this format refuse; it is UTC
            attribute("timestamp", run.startedAt().replaceFirst("(\\.\\d+)?Z$", ""));
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
            properties(result);
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
        new Pen(out).flush();
    }

    private void properties(CaseJson result) throws XMLStreamException {
        Map<String, String> values = new TreeMap<>();
        values.put("verdict", result.verdict().label());
        Recorder recorder = new Recorder();
        recorder.add(result);
        PastCase numbers = recorder.cases().get(0);
        put(values, "ttft_ms", numbers.ttftMs(), "%.3f");
        put(values, "total_ms", numbers.totalMs(), "%.3f");
        put(values, "tokens_per_second", numbers.tokensPerSecond(), "%.3f");
        put(values, "cost_usd", numbers.costUsd(), "%.9f");
        if (!numbers.models().isEmpty()) {
            values.put("model", String.join(", ", numbers.models()));
        }
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> each : values.entrySet()) {
            xml.writeEmptyElement("property");
            attribute("name", each.getKey());
            attribute("value", each.getValue());
        }
        xml.writeEndElement();
    }

    /** Of several runs the median. */
    private static void put(Map<String, String> values, String name, Series series, String format) {
        if (series != null) {
            values.put(name, String.format(Locale.ROOT, format, series.median()));
        }
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
        String reasons = String.join("\n", Mark.reasons(result));
        xml.writeStartElement(element);
        attribute("message", reasons.isEmpty() ? Mark.words(result.verdict()) : Visible.line(cut(reasons)));
        if (result.verdict() != Verdict.NOT_RUN) {
            attribute("type", String.valueOf(result.failure()));
            xml.writeCharacters(legal(cut(reasons)));
        }
        xml.writeEndElement();
    }

    private void output(CaseJson result) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        if (Mark.isRemarkable(result.verdict())) {
            text.append(Mark.words(result.verdict())).append('\n');
        }
        int number = 1;
        for (ResultJson run : result.runs()) {
            if (run.content() != null && !run.content().isEmpty()) {
                text.append("── run ").append(number).append('\n');
                text.append(run.content()).append('\n');
            }
            number++;
        }
        if (text.length() > 0) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(cut(text.toString())));
            xml.writeEndElement();
        }
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value).replaceAll("[\n\t]+", " "));
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private static String cut(String text) {
        return Visible.cut(text, LONGEST);
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.3f", Math.max(0, millis) / 1000);
    }

    /** XML 1.0 can't hold every character, not even escaped. */
    private static String legal(String text) {
        return Visible.text(text);
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
