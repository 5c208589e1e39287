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
 * Handles a batch of SQS messages, each of which is an event. The response lists the failed messages, so that only
 * these are delivered again; this requires {@code ReportBatchItemFailures} in the event source mapping.
 */
@Singleton
class SqsBatchHandler {
    private static final Logger LOG = Logger.getLogger(SqsBatchHandler.class);
    /** With less time left, no run is started. */
    private static final Duration MIN_TIME_LEFT = Duration.ofSeconds(10);

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
        if (invocation.timeLeft().compareTo(MIN_TIME_LEFT) < 0) {
            LOG.warnf("message %s goes back to the queue: there is too little time left", id);
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
            throw new UnsupportedEventException("The body of the message is not JSON.");
        }
    }
}
