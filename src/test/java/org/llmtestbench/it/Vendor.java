package org.llmtestbench.it;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that answers like OpenAI. Each request gets the next reply, in the order of their definition. If no reply is
 * left, WireMock answers with 404. Resets itself before each test.
 */
final class Vendor implements BeforeEachCallback, AfterAllCallback {
    /** The API key that {@link Program#testCommand} sends. */
    static final String KEY = "sk-proj-planted0123456789";

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1").jettyAcceptors(1));
    private int replies;

    Vendor() {
        server.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server.resetAll();
        replies = 0;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.stop();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.port() + "/v1";
    }

    /** Replies with a complete response. */
    Vendor answers(String text) {
        return replies(200, Bodies.whole(text));
    }

    /** Replies with a complete stream of these text deltas, with usage and terminator. */
    Vendor streams(String... pieces) {
        return streamsEvents(Bodies.stream(pieces));
    }

    /** Replies with exactly this stream. */
    Vendor streamsEvents(String events) {
        return reply(ok(events).withHeader("content-type", "text/event-stream"));
    }

    /** Replies with a stream after a delay. */
    Vendor streamsAfter(Duration delay, String... pieces) {
        return reply(ok(Bodies.stream(pieces))
                .withHeader("content-type", "text/event-stream")
                .withFixedDelay((int) delay.toMillis()));
    }

    /** Replies with an error in OpenAI's format. */
    Vendor refuses(int status, String type, String code, String message, String... headers) {
        return replies(status, Bodies.error(type, code, message), headers);
    }

    /** Replies with a JSON body and with headers, given as alternating names and values. */
    Vendor replies(int status, String json, String... headers) {
        ResponseDefinitionBuilder reply = ok(json).withStatus(status).withHeader("content-type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            reply.withHeader(headers[i], headers[i + 1]);
        }
        return reply(reply);
    }

    /** Replies with a body that is not JSON. */
    Vendor repliesText(String contentType, String body) {
        return reply(ok(body).withHeader("content-type", contentType));
    }

    private static ResponseDefinitionBuilder ok(String body) {
        return aResponse().withStatus(200).withHeader("x-request-id", "req_1").withBody(body);
    }

    private Vendor reply(ResponseDefinitionBuilder reply) {
        server.stubFor(any(anyUrl())
                .inScenario("calls")
                .whenScenarioStateIs(replies == 0 ? Scenario.STARTED : "after " + replies)
                .willSetStateTo("after " + ++replies)
                .willReturn(reply));
        return this;
    }

    int calls() {
        return requests().size();
    }

    /** The body of the latest request. */
    JsonNode body() {
        return Bodies.json(latest().getBodyAsString());
    }

    /** The exact body of the latest request. */
    String bodyAsSent() {
        return latest().getBodyAsString();
    }

    /** A header of the latest request; null if it was not sent. */
    String header(String name) {
        return latest().getHeader(name);
    }

    /** The path and the query of the latest request. */
    String url() {
        return latest().getUrl();
    }

    /** Those of these fields that are in the body of the latest request. */
    List<String> sent(String... fields) {
        JsonNode body = body();
        return Arrays.stream(fields).filter(body::has).toList();
    }

    private LoggedRequest latest() {
        List<LoggedRequest> all = requests();
        return all.get(all.size() - 1);
    }

    private List<LoggedRequest> requests() {
        return server.getAllServeEvents().stream()
                .sorted((a, b) ->
                        a.getRequest().getLoggedDate().compareTo(b.getRequest().getLoggedDate()))
                .map(event -> event.getRequest())
                .toList();
    }
}
