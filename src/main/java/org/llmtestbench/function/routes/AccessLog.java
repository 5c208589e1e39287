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

/** One line for each request when its answer has left; of prompts, answers and headers nothing unless asked for. */
@Singleton
class AccessLog {
    private static final Logger LOG = Logger.getLogger("org.llmtestbench.access");

    /** As nginx has it: the caller closed the connection before there was a status. */
    private static final int CLOSED_BY_CALLER = 499;

    private final ServerConfig config;

    AccessLog(ServerConfig config) {
        this.config = config;
    }

    /**
     * The same answer, which is written down when it is over.
     *
     * @param probe is asked all day long, so that its good answers are only told at level DEBUG
     */
    Uni<Response> of(Request request, boolean probe, Uni<Response> answer) {
        return Uni.createFrom().deferred(() -> {
            Entry entry = new Entry(request, probe);
            request.lifetime().atEnd(entry::cancelled);
            return answer.map(entry::followed).onCancellation().invoke(entry::cancelled);
        });
    }

    /** The line of one request, written once. */
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

        Response followed(Response response) {
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

    /** @param end how it ended when not well; null when well */
    void write(Request request, boolean probe, long start, int status, String end) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (probe && status < 400) {
            LOG.debug(line(request, status, millis, end));
        } else {
            LOG.info(line(request, status, millis, end));
        }
    }

    /** Such as {@code POST /v1/completions 200 41ms id=… caller=anybody provider=openai model=gpt-6-luna cost=0.002}. */
    String line(Request request, int status, long millis, String end) {
        RequestLogContext logContext = request.logContext();
        List<String> parts = new ArrayList<>();
        parts.add(shown(request.method()) + " " + shown(request.path()) + " " + status + " " + millis + "ms");
        parts.add("id=" + shown(request.id()));
        logContext.caller().ifPresent(caller -> parts.add("caller=" + shown(caller.name())));
        logContext.outcome().map(Outcome::target).ifPresent(target -> {
            parts.add("provider=" + shown(target.provider()));
            parts.add("model=" + shown(target.model()));
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

    /** What a caller sends must not look like a line of ours. */
    private static String shown(String text) {
        String whole = String.valueOf(text);
        String brief = whole.length() > 200 ? whole.substring(0, 200) + "…" : whole;
        return brief.matches("[\\x21-\\x7E&&[^\"\\\\]]+") ? brief : quoted(brief);
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString().replaceAll("[\\x7F-\\x9F\\u2028\\u2029]", "?");
    }
}
