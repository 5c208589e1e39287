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

/** Runs suites for events: from schedules, from a state machine that splits a run into shards, or sent by a user. */
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

    /**
     * The response to an event; fails if the run can't start, or if it did not pass and {@code fail_invocation} is set.
     */
    byte[] answer(JsonNode event, Invocation invocation) {
        if (event.has("merge")) {
            RunReport merged = reports.merge(id(event, "merge"));
            return respond(merged, reports.mergedUri(id(event, "merge")), true);
        }
        String run = event.has("run") ? id(event, "run") : null;
        RunReport report = run(smokeRequest(event), invocation);
        return respond(report, reports.put(report, run), run != null);
    }

    /**
     * Handles a queue message; returns whether the run was complete, so that the message must not be delivered again.
     */
    boolean complete(JsonNode event, Invocation invocation) {
        RunEventParser.require(event);
        if (event.has("merge")) {
            answer(event, invocation);
            return true;
        }
        String run = event.has("run") ? id(event, "run") : null;
        RunReport report = run(smokeRequest(event), invocation);
        if (report.isInTime()) {
            respond(report, reports.put(report, run), true);
        }
        return report.isInTime();
    }

    private byte[] respond(RunReport report, String uri, boolean headOnly) {
        String summary = report.summaryLine() + (uri == null ? "" : " Report: " + uri);
        if (!report.head().passed() && settings.failInvocation()) {
            throw new RunFailedException(summary);
        }
        LOG.info(summary);
        return report.reply(uri, headOnly);
    }

    /** Executes the run until it is complete or the time limit is reached. */
    RunReport run(ObjectNode smokeRequest, Invocation invocation) {
        try {
            RunJob job = launcher.start(smokeRequest.toString(), CALLER, invocation.forRun(), true)
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

    /** The event without the keys that are not part of the smoke request. */
    static ObjectNode smokeRequest(JsonNode event) {
        ObjectNode smokeRequest = event.deepCopy();
        smokeRequest.remove("run");
        return smokeRequest;
    }

    /** The id of a run, which becomes part of the S3 keys of its reports. */
    private static String id(JsonNode event, String key) {
        String id = event.path(key).asText();
        if (!RUN.matcher(id).matches()) {
            throw new UnsupportedEventException(
                    "'" + key + "' must be the id of a run: letters, digits, dots and dashes.");
        }
        return id;
    }
}
