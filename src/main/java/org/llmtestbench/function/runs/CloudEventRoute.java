package org.llmtestbench.function.runs;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.RunResult;

/**
 * {@code POST /}: runs the suite that a CloudEvent names, and returns the report as a CloudEvent. Event sources deliver
 * an event again if the response is lost or late. So a run continues after a disconnect, and a repeated event gets the
 * response of the same run: no run costs twice.
 */
@Singleton
class CloudEventRoute implements Route {
    static final String TYPE = "org.llmtestbench.smoke";
    private static final String PING = "dev.knative.sources.ping";
    private static final List<String> TYPES = List.of(TYPE, PING);
    private static final URI SOURCE = URI.create("/llm-test-bench");

    private static final int MAX_KEPT = 100;
    /** By default, Knative and EventBridge stop their retries much earlier. */
    private static final Duration RETENTION = Duration.ofHours(6);

    private final RunLauncher launcher;
    private final RunRegistry<Key> runs = new RunRegistry<>(MAX_KEPT, RETENTION, System::nanoTime);

    private record Key(Principal principal, URI source, String id) {}

    CloudEventRoute(RunLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        CloudEvent event = CloudEventReader.read(request);
        requireSupported(event);
        String smokeRequest = CloudEventPayload.request(event);
        Key key = new Key(principal, event.getSource(), event.getId());
        return runs.computeIfAbsent(key, () -> launcher.start(smokeRequest, principal, request.timeLeft(), true))
                .onItem()
                .transformToUni(job -> job.then(run -> answer(event, run)))
                .map(Optional::orElseThrow);
    }

    /** Fails with 400: senders do not retry it, unlike 404. */
    private static void requireSupported(CloudEvent event) {
        if (!TYPES.contains(event.getType())) {
            throw HttpProblemException.with(
                            Failure.USAGE.httpStatus(),
                            "Unknown event",
                            "Events of type '" + event.getType() + "' are not supported."
                                    + Suggestions.suggestion(event.getType(), TYPES),
                            Failure.USAGE)
                    .hint("Supported: " + String.join(", ", TYPES) + ".");
        }
    }

    private static Response answer(CloudEvent event, RunResult run) {
        CloudEvent report = CloudEventBuilder.v1()
                .withId(event.getId() + "-report")
                .withSource(SOURCE)
                .withType(TYPE + ".report")
                .withSubject(run.head().suite())
                .withTime(Instant.parse(run.head().startedAt()).atOffset(ZoneOffset.UTC))
                .withData("application/json", ReportMediaType.JSON.bytes(run))
                .build();
        return new CloudEventEncoder().writeBinary(report);
    }
}
