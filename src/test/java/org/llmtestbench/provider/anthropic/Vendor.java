package org.llmtestbench.provider.anthropic;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.ProviderSettings;

/** A server on loopback that sends the same response to every request. JSON is written with single quotes. */
final class Vendor implements AutoCloseable {
    static final String HI = "{'type':'message','content':[{'type':'text','text':'Hi'}],"
            + "'stop_reason':'end_turn','usage':{'input_tokens':1,'output_tokens':1}}";

    private final WireMockServer server =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    Vendor() {
        server.start();
    }

    void answers(int status, String body) {
        answers(response(status, "application/json", body));
    }

    void answersAfterTimeout(String body) {
        answers(response(200, "application/json", body).withFixedDelay(60_000));
    }

    void streams(String events) {
        answers(response(200, "text/event-stream", events));
    }

    private void answers(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(response.withHeader("retry-after-ms", "1")));
    }

    private static ResponseDefinitionBuilder response(int status, String type, String body) {
        return aResponse().withStatus(status).withHeader("content-type", type).withBody(body.replace('\'', '"'));
    }

    List<LoggedRequest> calls() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }

    ProviderSettings settings() {
        return settings("PLANTED_KEY", null, Map.of(), Map.of(), Duration.ofSeconds(30));
    }

    ProviderSettings settings(
            String keyVariable,
            String version,
            Map<String, String> headers,
            Map<String, String> query,
            Duration timeout) {
        return new ProviderSettings(
                "acme",
                "anthropic",
                URI.create(server.baseUrl() + "/v1"),
                null,
                keyVariable,
                "m",
                null,
                null,
                version,
                headers,
                query,
                null,
                true,
                true,
                "auto",
                1,
                Duration.ofSeconds(60),
                new ProviderSettings.Timeouts(timeout, Duration.ofSeconds(5), null, null, null),
                ProviderSettings.Limits.NONE);
    }

    @Override
    public void close() {
        server.stop();
    }
}
