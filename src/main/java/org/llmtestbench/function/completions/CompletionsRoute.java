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

/** {@code POST /v1/completions}: calls a provider and returns its answer, complete or streamed. */
@Singleton
class CompletionsRoute implements Route {
    private static final String JSON = "application/json";

    private final CompletionRequestParser parser;
    private final ProviderResolver providers;
    private final CallRunner runner;
    private final ServerTelemetry telemetry;
    private final ShutdownCoordinator shutdown;
    private final SpendGuard spendGuard;
    private final ServerConfig config;

    CompletionsRoute(
            CompletionRequestParser parser,
            ProviderResolver providers,
            CallRunner runner,
            ServerTelemetry telemetry,
            ShutdownCoordinator shutdown,
            SpendGuard spendGuard,
            ServerConfig config) {
        this.parser = parser;
        this.providers = providers;
        this.runner = runner;
        this.telemetry = telemetry;
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
        CompletionPayload body = parser.read(request);
        boolean streamed = isStreamed(body, request);
        CallSpec callSpec = parser.callSpec(body, streamed);
        Target target = providers.target(body.provider(), callSpec.request().model());
        request.logContext()
                .prompt(callSpec.request().messages().stream()
                        .map(Message::content)
                        .collect(Collectors.joining("\n")));
        return streamed ? streamed(callSpec, target, request) : whole(callSpec, target, request);
    }

    /** The key {@code stream} decides; without it, the {@code Accept} header. */
    private static boolean isStreamed(CompletionPayload body, Request request) {
        String negotiated = ContentNegotiation.of(request)
                .best(JSON, SseEncoder.MEDIA_TYPE)
                .orElseThrow(() -> HttpProblemException.with(
                                406,
                                "Not acceptable",
                                "Responses are " + JSON + " or " + SseEncoder.MEDIA_TYPE
                                        + ", but the request accepts neither.",
                                null)
                        .hint("Send the header accept: " + JSON + ", or omit it."));
        return body.stream() == null ? negotiated.equals(SseEncoder.MEDIA_TYPE) : body.stream();
    }

    private Uni<Response> streamed(CallSpec callSpec, Target target, Request request) {
        SseResponseStream stream = new SseResponseStream(config.heartbeat(), System::nanoTime);
        return stream.of(outcome(callSpec, target, request, stream, stream::partialResponse), request.lifetime());
    }

    private Uni<Response> whole(CallSpec callSpec, Target target, Request request) {
        return outcome(callSpec, target, request, CallListener.NONE, null).map(CompletionsRoute::response);
    }

    /** @param partialResponse supplies the partial answer for a model name; null if the response is not streamed */
    private Uni<Outcome> outcome(
            CallSpec callSpec,
            Target target,
            Request request,
            CallListener listener,
            Function<String, CompletionResponse> partialResponse) {
        Uni<Outcome> call = spendGuard.withReservation(
                target,
                callSpec.request(),
                listener,
                sent -> telemetry.observed(runner, request).start(target, () -> callSpec, sent));
        if (request.timeLeft() != null) {
            call = call.ifNoItem()
                    .after(request.timeLeft())
                    .recoverWithItem(() -> interrupted(outOfTime(request.timeLeft()), target, partialResponse));
        }
        return shutdown.cancelOnForcedShutdown(call, () -> interrupted(shuttingDown(), target, partialResponse))
                .invoke(outcome -> request.logContext().outcome(outcome));
    }

    private static ProviderException outOfTime(Duration time) {
        return Failure.TIMEOUT
                .because("The answer was not complete within the " + Timings.millis(time) / 1000
                        + " s that the function has for it.")
                .hint("Use a lower max_tokens, or give the function a longer timeout.");
    }

    private static ProviderException shuttingDown() {
        return Failure.UNAVAILABLE
                .because("The server is shutting down, so the answer is not complete.")
                .hint("Send the request again; another server, or this one after its restart, will answer it.");
    }

    private static Outcome interrupted(
            ProviderException reason, Target target, Function<String, CompletionResponse> partialResponse) {
        return new Outcome.Failed(
                target,
                partialResponse == null
                        ? reason
                        : reason.withPartialResponse(partialResponse.apply(target.model()))
                                .retryable(true));
    }

    private static Response response(Outcome outcome) {
        outcome.failed().filter(failed -> failed.failure().httpStatus() != 200).ifPresent(failed -> {
            throw failed.cause();
        });
        return Response.json(200, ResultJson.of(outcome)).with("cache-control", "no-store");
    }
}
