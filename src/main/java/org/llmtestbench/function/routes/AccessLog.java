package org.llmtestbench.function.routes;

import com.fasterxml.jackson.databind.node.TextNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.RequestLogContext;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.ServerConfig;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.runner.Outcome;

/** Logs one line per request after its response; prompts and answers only if {@code log_content} is set. */
@Singleton
class AccessLog {
    private static final Logger LOG = Logger.getLogger("org.llmtestbench.access");

    /** The status that nginx logs if the caller closes the connection before the response. */
    private static final int CLOSED_BY_CALLER = 499;

    private final ServerConfig config;

    AccessLog(ServerConfig config) {
        this.config = config;
    }

    /**
     * The same response, which is logged when it is complete.
     *
     * @param probe whether this is a health probe; because probes are frequent, their successes are logged at DEBUG
     */
    Uni<Response> of(Request request, boolean probe, Uni<Response> response) {
        return Uni.createFrom().deferred(() -> {
            Entry entry = new Entry(request, probe);
            request.lifetime().atEnd(entry::cancelled);
            return response.map(entry::logged).onCancellation().invoke(entry::cancelled);
        });
    }

    /** The log line of one request, written once. */
    private final class Entry {
        private final Request request;
        private final boolean probe;
        private final long start = System.nanoTime();
        private final AtomicBoolean isWritten = new AtomicBoolean();
        private volatile int status = CLOSED_BY_CALLER;

        Entry(Request request, boolean probe) {
            this.request = request;
            this.probe = probe;
        }

        Response logged(Response response) {
            status = response.status();
            if (response instanceof Response.Streamed stream) {
                return new Response.Streamed(
                        status,
                        stream.headers(),
                        stream.chunks()
                                .onTermination()
                                .invoke((broken, cancelled) ->
                                        end(cancelled ? "cancelled" : broken == null ? null : "broken")));
            }
            end(null);
            return response;
        }

        void cancelled() {
            end("cancelled");
        }

        private void end(String how) {
            if (isWritten.compareAndSet(false, true)) {
                write(request, probe, start, status, how);
            }
        }
    }

    /** @param end {@code cancelled} or {@code broken}; null if the response was complete */
    void write(Request request, boolean probe, long start, int status, String end) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (probe && status < 400) {
            LOG.debug(line(request, status, millis, end));
        } else {
            LOG.info(line(request, status, millis, end));
        }
    }

    /** Such as {@code POST /v1/completions 200 41ms id=… caller=local provider=openai model=gpt-6-luna cost=0.002}. */
    String line(Request request, int status, long millis, String end) {
        RequestLogContext logContext = request.logContext();
        List<String> parts = new ArrayList<>();
        parts.add(safe(request.method()) + " " + safe(request.path()) + " " + status + " " + millis + "ms");
        parts.add("id=" + safe(request.id()));
        logContext.caller().ifPresent(caller -> parts.add("caller=" + safe(caller.name())));
        logContext.outcome().map(Outcome::target).ifPresent(target -> {
            parts.add("provider=" + safe(target.provider()));
            parts.add("model=" + safe(target.model()));
        });
        logContext.failure().ifPresent(failure -> parts.add("failure=" + failure));
        logContext.costUsd().ifPresent(cost -> parts.add("cost=" + cost.toPlainString()));
        if (end != null) {
            parts.add(end);
        }
        if (config.logContent()) {
            logContext.prompt().ifPresent(prompt -> parts.add("prompt=" + quoted(prompt)));
            logContext
                    .outcome()
                    .flatMap(Outcome::response)
                    .map(CompletionResponse::content)
                    .ifPresent(answer -> parts.add("answer=" + quoted(answer)));
        }
        return String.join(" ", parts);
    }

    /** Values that a caller controls must not be able to forge a log line. */
    private static String safe(String value) {
        String text = String.valueOf(value);
        String shortened = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return shortened.matches("[\\x21-\\x7E&&[^\"\\\\]]+") ? shortened : quoted(shortened);
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString().replaceAll("[\\x7F-\\x9F\\u2028\\u2029]", "?");
    }
}
