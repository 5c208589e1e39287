package org.llmtestbench.function.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.llmtestbench.resilience.Wording.OPENAI;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** CloudEvents as Knative and event bridges deliver them. */
@QuarkusTest
@TestProfile(SmokeServing.WithSuites.class)
class EventsTest extends SmokeServing {
    private final String id = UUID.randomUUID().toString();
    private MisbehavingServer vendor;

    private void suites(Turn turn) {
        vendor = vendor(turn);
        String provider = provider(vendor);
        file("usual.yaml", suite(provider, "{ contains: Hello }").replace("a suite", "usual"));
        file("production.yaml", suite(provider, "{ contains: Bye }").replace("a suite", "Größe 1"));
    }

    private void suites() {
        suites(Reply.events(OPENAI.stream("Hello")));
    }

    /** The request that a Knative PingSource sends to its sink. */
    private String ping(String data) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Go-http-client/1.1\r\nContent-Length: "
                + data.length()
                + "\r\nCe-Id: " + id + "\r\n"
                + "Ce-Source: /apis/v1/namespaces/default/pingsources/smoke\r\nCe-Specversion: 1.0\r\n"
                + "Ce-Time: 2026-11-27T14:00:00.000386915Z\r\nCe-Type: dev.knative.sources.ping\r\n"
                + (data.isEmpty() ? "" : "Content-Type: application/json\r\n")
                + "Prefer: reply\r\nTraceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00\r\n"
                + "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n" + data;
    }

    private Response event(String type, String data) {
        return given().baseUri(address())
                .header("ce-specversion", "1.0")
                .header("ce-type", type)
                .header("ce-source", "/tests")
                .header("ce-id", id)
                .contentType("application/json")
                .body(data)
                .post("/");
    }

    @Test
    void a_ping_event_runs_the_default_suite_and_returns_an_event() {
        suites();
        String answer = connect().send(ping("")).readAll();

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains(
                        "ce-specversion: 1.0\r\n",
                        "ce-type: org.llmtestbench.smoke.report\r\n",
                        "ce-source: /llm-test-bench\r\n",
                        "ce-id: " + id + "-report\r\n",
                        "ce-subject: usual\r\n",
                        "content-type: application/json\r\n",
                        "\"passed\":true");
    }

    @Test
    void a_ping_event_can_name_a_suite_and_a_failed_run_is_a_normal_response() {
        suites();
        assertThat(connect().send(ping("{\"suite\":\"production\"}")).readAll())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("ce-subject: Gr%C3%B6%C3%9Fe%201\r\n", "\"passed\":false", "\"exit_code\":20");
    }

    @Test
    void an_event_in_structured_mode_is_accepted() {
        suites();
        given().baseUri(address())
                .header("content-type", "application/cloudevents+json; charset=UTF-8")
                .body(("{\"specversion\":\"1.0\",\"type\":\"org.llmtestbench.smoke\",\"source\":\"/tests\",\"id\":\""
                        + id + "\",\"datacontenttype\":\"application/json\",\"data\":{\"suite\":\"production\"}}"))
                .post("/")
                .then()
                .statusCode(200)
                .header("ce-type", equalTo("org.llmtestbench.smoke.report"))
                .header("ce-id", equalTo(id + "-report"))
                .body("cases[0].failure", equalTo("CHECK_FAILED"));
    }

    @Test
    void the_detail_of_an_event_from_eventbridge_is_the_smoke_request() {
        suites();
        event(
                        "org.llmtestbench.smoke",
                        "{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"smoke\",\"source\":\"scheduler\","
                                + "\"resources\":[],\"detail\":{\"suite\":\"production\"}}")
                .then()
                .statusCode(200)
                .body("suite", equalTo("Größe 1"));
    }

    @Test
    void an_event_that_is_delivered_again_gets_the_same_response_without_a_second_run() {
        suites();
        String first = event("org.llmtestbench.smoke", "{\"suite\":\"usual\"}").asString();
        String second = event("org.llmtestbench.smoke", "{\"suite\":\"usual\"}").asString();

        assertThat(second).isEqualTo(first);
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void a_run_continues_after_a_disconnect_and_answers_the_next_delivery() throws Exception {
        java.util.concurrent.CountDownLatch release = new java.util.concurrent.CountDownLatch(1);
        Turn hello = Reply.events(OPENAI.stream("Hello"));
        suites(peer -> {
            requestReceived.countDown();
            return hello.after(release).play(peer);
        });
        RawClient disconnecting = connect().send(ping(""));
        assertHappens(requestReceived);
        disconnecting.close();
        release.countDown();

        assertThat(connect().send(ping("")).readAll()).contains("\"passed\":true");
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void a_refused_event_can_be_delivered_again() {
        event("org.llmtestbench.smoke", "{\"suite\":\"later\"}").then().statusCode(400);
        suites();
        file("later.yaml", suite(provider(vendor), "{ contains: Hello }"));
        event("org.llmtestbench.smoke", "{\"suite\":\"later\"}").then().statusCode(200);
    }

    @Test
    void an_unknown_type_is_refused_with_a_list_of_the_supported_types() {
        event("org.llmtestbench.smok", "{}")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("Did you mean 'org.llmtestbench.smoke'?"))
                .body("hint", containsString("dev.knative.sources.ping"));
    }

    /** Includes our own responses, which arrive here if a broker has no filter. */
    @ParameterizedTest
    @ValueSource(strings = {"org.llmtestbench.smoke.report", "com.example.other", ""})
    void unsupported_events_get_a_status_that_is_not_retried(String type) {
        assertThat(event(type, "{\"suite\":\"usual\"}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"suite\":\"no-such-suite\"}",
                "{\"suit\":\"usual\"}",
                "{\"suite\":7}",
                "[]",
                "{\"suite\":",
                "{\"suite\":\"usual\"} x",
                "{\"detail\":{\"suite\":\"usual\"}} x",
                "nonsense"
            })
    void invalid_data_is_an_error_of_the_sender(String data) {
        event("org.llmtestbench.smoke", data)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("failure", equalTo("USAGE"));
    }

    @Test
    void batches_and_invalid_events_are_refused() {
        given().baseUri(address())
                .header("content-type", "application/cloudevents-batch+json")
                .body("[]")
                .post("/")
                .then()
                .statusCode(415)
                .body("detail", containsString("batches"));
        given().baseUri(address())
                .contentType("application/json")
                .body("{}")
                .post("/")
                .then()
                .statusCode(400)
                .body("detail", containsString("ce-specversion"));
        given().baseUri(address())
                .header("ce-specversion", "9.9")
                .body("{}")
                .post("/")
                .then()
                .statusCode(400);
        given().baseUri(address())
                .header("content-type", "application/cloudevents+json")
                .body("{\"specversion\":\"1.0\",")
                .post("/")
                .then()
                .statusCode(400);
    }
}
