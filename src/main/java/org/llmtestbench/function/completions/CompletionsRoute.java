package org.llmtestbench.function.completions;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.llmtestbench.function.ContentNegotiation;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;
import org.llmtestbench.function.ServerConfig;
import org.llmtestbench.function.ServerTelemetry;
import org.llmtestbench.function.ShutdownCoordinator;
import org.llmtestbench.function.limits.SpendGuard;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Message;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.runner.CallRunner;
import org.llmtestbench.runner.CallSpec;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.runner.Target;

/** Asks a provider for a completion and answers with it, whole or while it is made. */
@Singleton
class CompletionsRoute implements Route {
    private static final String JSON = "application/json";

    private final CompletionRequestParser reader;
    private final ProviderResolver providers;
    private final CallRunner runner;
    private final ServerTelemetry monitoring;
    private final ShutdownCoordinator shutdown;
    private final SpendGuard spendGuard;
    private final ServerConfig config;

    CompletionsRoute(
            CompletionRequestParser reader,
            ProviderResolver providers,
            CallRunner runner,
            ServerTelemetry monitoring,
            ShutdownCoordinator shutdown,
            SpendGuard spendGuard,
            ServerConfig config) {
        this.reader = reader;
        this.providers = providers;
        this.runner = runner;
        this.monitoring = monitoring;
        this.shutdown = shutdown;
        this.spendGuard = spendGuard;
        this.config = config;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/v1/completions";
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        CompletionPayload body = reader.read(request);
        boolean streamed = isStreamed(body, request);
        CallSpec trial = reader.trial(body, streamed);
        Target target = providers.target(body.provider(), trial.request().model());
        request.logContext()
                .prompt(trial.request().messages().stream()
                        .map(Message::content)
                        .collect(Collectors.joining("\n")));
        return streamed ? streamed(trial, target, request) : whole(trial, target, request);
    }

    /** What the body says, else what the caller likes better. */
    private static boolean isStreamed(CompletionPayload body, Request request) {
        String negotiated = ContentNegotiation.of(request)
                .best(JSON, SseEncoder.MEDIA_TYPE)
                .orElseThrow(() -> HttpProblemException.with(
                                406,
                                "Not acceptable",
                                "Answers are " + JSON + " or " + SseEncoder.MEDIA_TYPE
                                        + ", and the request accepts neither.",
                                null)
                        .hint("Send accept: " + JSON + ", or none."));
        return body.stream() == null ? negotiated.equals(SseEncoder.MEDIA_TYPE) : body.stream();
    }

    private Uni<Response> streamed(CallSpec trial, Target target, Request request) {
        SseResponseStream stream = new SseResponseStream(config.heartbeat(), System::nanoTime);
        return stream.of(outcome(trial, target, request, stream, stream::soFar), request.lifetime());
    }

    private Uni<Response> whole(CallSpec trial, Target target, Request request) {
        return outcome(trial, target, request, CallListener.NONE, null).map(CompletionsRoute::response);
    }

    /** @param soFar what came by now of this model's answer; null when there is nothing before the end */
    private Uni<Outcome> outcome(
            CallSpec trial,
            Target target,
            Request request,
            CallListener listener,
            Function<String, CompletionResponse> soFar) {
        Uni<Outcome> call = spendGuard.withReservation(
                target, trial.request(), () -> monitoring.bench(runner, request).start(target, () -> trial, listener));
        if (request.timeLeft() != null) {
            call = call.ifNoItem()
                    .after(request.timeLeft())
                    .recoverWithItem(() -> cut(outOfTime(request.timeLeft()), target, soFar));
        }
        return shutdown.cancelOnForcedShutdown(call, () -> cut(shuttingDown(), target, soFar))
                .invoke(came -> request.logContext().outcome(came));
    }

    private static ProviderException outOfTime(Duration time) {
        return Failure.TIMEOUT
                .because("There was no end of the answer within the " + Timings.millis(time) / 1000
                        + " s that the function has for it.")
                .hint("Ask for less, or give the function a longer timeout.");
    }

    private static ProviderException shuttingDown() {
        return Failure.UNAVAILABLE
                .because("This server is shutting down and could not wait for the end of the answer.")
                .hint("Send the request again; it will reach another one, or this one when it is back.");
    }

    private static Outcome cut(ProviderException reason, Target target, Function<String, CompletionResponse> soFar) {
        return new Outcome.Failed(
                target,
                soFar == null
                        ? reason
                        : reason.withPartialResponse(soFar.apply(target.model()))
                                .retryable(true));
    }

    private static Response response(Outcome outcome) {
        outcome.failed().filter(failed -> failed.failure().httpStatus() != 200).ifPresent(failed -> {
            throw failed.cause();
        });
        return Response.json(200, ResultJson.of(outcome)).with("cache-control", "no-store");
    }
}
