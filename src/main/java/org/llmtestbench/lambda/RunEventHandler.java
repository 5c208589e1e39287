package org.llmtestbench.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.TimeoutException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.runs.RunJob;
import org.llmtestbench.function.runs.RunLauncher;
import org.llmtestbench.provider.ProviderException;

/** Runs suites for events: those of schedules, those of engines that split a run, and those that people send. */
@Singleton
class RunEventHandler {
    private static final Logger LOG = Logger.getLogger(RunEventHandler.class);
    private static final Principal CALLER = new Principal("event");
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,127}");

    private final RunLauncher launcher;
    private final LambdaSettings settings;
    private final ReportStore reports;

    RunEventHandler(RunLauncher launcher, LambdaSettings settings, ReportStore reports) {
        this.launcher = launcher;
        this.settings = settings;
        this.reports = reports;
    }

    /** What goes back for one; fails when the run can't be begun, or did not pass and that is to fail the invocation. */
    byte[] answer(JsonNode event, Invocation invocation) {
        if (event.has("merge")) {
            RunReport merged = reports.merge(id(event, "merge"));
            return told(merged, reports.place(id(event, "merge")), true);
        }
        String run = event.has("run") ? id(event, "run") : null;
        RunReport report = run(order(event), invocation);
        return told(report, reports.put(report, run), run != null);
    }

    /** The same for a message of a queue: says whether the run was complete, which is why it need not be sent again. */
    boolean complete(JsonNode event, Invocation invocation) {
        RunEventParser.require(event);
        if (event.has("merge")) {
            answer(event, invocation);
            return true;
        }
        String run = event.has("run") ? id(event, "run") : null;
        RunReport report = run(order(event), invocation);
        if (report.isInTime()) {
            told(report, reports.put(report, run), true);
        }
        return report.isInTime();
    }

    private byte[] told(RunReport report, String place, boolean headAlone) {
        String words = report.words() + (place == null ? "" : " Report: " + place);
        if (!report.head().passed() && settings.failInvocation()) {
            throw new RunFailedException(words);
        }
        LOG.info(words);
        return report.reply(place, headAlone);
    }

    /** Runs what is ordered to its end, or as far as there is time. */
    RunReport run(ObjectNode order, Invocation invocation) {
        try {
            RunJob job = launcher.start(order.toString(), CALLER, invocation.forRun(), true)
                    .await()
                    .atMost(invocation.timeLeft());
            try {
                return job.then(RunReport::of)
                        .map(Optional::orElseThrow)
                        .await()
                        .atMost(invocation.timeLeft());
            } finally {
                job.drop();
            }
        } catch (TimeoutException e) {
            throw new InvocationTimeoutException();
        } catch (HttpProblemException refused) {
            throw RunRejectedException.because(refused);
        } catch (ProviderException failure) {
            throw RunRejectedException.because(failure);
        }
    }

    /** The event without what is not for the suite. */
    static ObjectNode order(JsonNode event) {
        ObjectNode order = event.deepCopy();
        order.remove("run");
        return order;
    }

    /** A name of a run, which becomes part of where its reports are. */
    private static String id(JsonNode event, String key) {
        String id = event.path(key).asText();
        if (!RUN.matcher(id).matches()) {
            throw new UnsupportedEventException(
                    "'" + key + "' must be the id of a run: letters, digits, dots and dashes.");
        }
        return id;
    }
}
