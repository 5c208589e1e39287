package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.llmtestbench.runner.ResultMapper;

/**
 * Messages of an SQS queue, each an event of its own. Which of them failed goes back, so that the others are not sent
 * again; that takes {@code ReportBatchItemFailures} in the mapping of the queue.
 */
@Singleton
class SqsBatchHandler {
    private static final Logger LOG = Logger.getLogger(SqsBatchHandler.class);
    /** Less is not worth to begin a run. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private final RunEventHandler handler;

    SqsBatchHandler(RunEventHandler handler) {
        this.handler = handler;
    }

    static boolean is(JsonNode event) {
        return event.path("Records").path(0).path("eventSource").asText().equals("aws:sqs");
    }

    byte[] answer(JsonNode event, Invocation invocation) {
        ObjectNode answer = ResultMapper.MAPPER.createObjectNode();
        ArrayNode failures = answer.putArray("batchItemFailures");
        for (JsonNode message : event.path("Records")) {
            String id = message.path("messageId").asText();
            if (!isDone(message, id, invocation)) {
                failures.addObject().put("itemIdentifier", id);
            }
        }
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean isDone(JsonNode message, String id, Invocation invocation) {
        if (invocation.timeLeft().compareTo(SHORTEST) < 0) {
            LOG.warnf("message %s is left for later: there is no time for it", id);
            return false;
        }
        try {
            return handler.complete(read(message), invocation);
        } catch (RuntimeException failed) {
            LOG.warnf("message %s: %s", id, failed.getMessage());
            return false;
        }
    }

    private static JsonNode read(JsonNode message) {
        try {
            return ResultMapper.readTree(message.path("body").asText());
        } catch (JsonProcessingException e) {
            throw new UnsupportedEventException("Its body is not JSON.");
        }
    }
}
