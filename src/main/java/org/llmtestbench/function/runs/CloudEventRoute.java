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
 * Takes CloudEvents and answers with one that carries the report. Whoever delivers events delivers them again when the
 * answer is lost or late, so a run that has begun goes on, and the same event gets its answer: nothing is paid for twice.
 */
@Singleton
class CloudEventRoute implements Route {
    static final String TYPE = "org.llmtestbench.smoke";
    private static final String PING = "dev.knative.sources.ping";
    private static final List<String> TYPES = List.of(TYPE, PING);
    private static final URI SOURCE = URI.create("/llm-test-bench");

    private static final int MOST = 100;
    /** Knative and EventBridge give up far earlier, unless they are told otherwise. */
    private static final Duration KEPT = Duration.ofHours(6);

    private final RunLauncher smoke;
    private final RunRegistry<Key> seen = new RunRegistry<>(MOST, KEPT, System::nanoTime);

    private record Key(Principal principal, URI source, String id) {}

    CloudEventRoute(RunLauncher smoke) {
        this.smoke = smoke;
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
        requireKnown(event);
        String order = CloudEventPayload.order(event);
        Key key = new Key(principal, event.getSource(), event.getId());
        return seen.computeIfAbsent(key, () -> smoke.start(order, principal, request.timeLeft(), true))
                .onItem()
                .transformToUni(job -> job.then(run -> answer(event, run)))
                .map(Optional::orElseThrow);
    }

    /** With 400, which nobody sends again, unlike 404. */
    private static void requireKnown(CloudEvent event) {
        if (!TYPES.contains(event.getType())) {
            throw HttpProblemException.with(
                            Failure.USAGE.httpStatus(),
                            "Unknown event",
                            "An event of type '" + event.getType() + "' says nothing here."
                                    + Suggestions.suggestion(event.getType(), TYPES),
                            Failure.USAGE)
                    .hint("Understood: " + String.join(", ", TYPES) + ".");
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
