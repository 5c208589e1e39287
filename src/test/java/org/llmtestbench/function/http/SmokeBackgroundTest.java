package org.llmtestbench.function.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.llmtestbench.resilience.Wording.OPENAI;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** Background runs ({@code Prefer: respond-async}). */
@QuarkusTest
@TestProfile(SmokeServing.WithSuites.class)
class SmokeBackgroundTest extends SmokeServing {
    private Response start(Turn turn) {
        return request()
                .header("Prefer", "respond-async, wait=10")
                .body(inline(provider(vendor(turn)), "{\"contains\":\"Hello\"}"))
                .post("/v1/smoke");
    }

    private Response get(String path) {
        return given().baseUri(address()).get(path);
    }

    private String location(Response response) {
        return response.then()
                .statusCode(202)
                .header("preference-applied", equalTo("respond-async"))
                .header("retry-after", matchesPattern("\\d+"))
                .header("location", matchesPattern("/v1/smoke/[0-9a-f-]{36}"))
                .body("status", equalTo("running"))
                .extract()
                .header("location");
    }

    @Test
    void a_running_run_returns_its_progress_and_a_completed_one_its_report_in_any_format() {
        CountDownLatch release = new CountDownLatch(1);
        String path = location(start(Reply.events(OPENAI.stream("Hello")).after(release)));

        get(path)
                .then()
                .statusCode(202)
                .body("suite", equalTo("a suite"))
                .body("done", equalTo(0))
                .body("total", equalTo(1));
        release.countDown();
        poll(path, "application/json", answer -> answer.statusCode() == 200)
                .then()
                .statusCode(200)
                .body("passed", equalTo(true));
        assertThat(given().baseUri(address())
                        .accept("application/xml")
                        .get(path)
                        .body()
                        .asString())
                .startsWith("<?xml");
    }

    @Test
    void errors_of_the_request_are_returned_at_once() {
        request()
                .header("Prefer", "respond-async")
                .body("{\"suite\":\"prodction\"}")
                .post("/v1/smoke")
                .then()
                .statusCode(400)
                .body("failure", equalTo("USAGE"));
    }

    @Test
    void the_first_delete_cancels_calls_and_keeps_the_report_and_the_second_removes_it() throws Exception {
        String path = location(start(waitForDisconnect()));
        assertHappens(requestReceived);

        given().baseUri(address()).delete(path).then().statusCode(204);
        assertHappens(disconnected);
        poll(path, "application/json", answer -> answer.statusCode() == 200)
                .then()
                .body("exit_code", equalTo(130))
                .body("summary.not_run", equalTo(1));
        given().baseUri(address()).delete(path).then().statusCode(204);
        get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void an_unknown_run_is_not_found() {
        get("/v1/smoke/3cadf930-47ae-4ec6-af06-c27ac148a010").then().statusCode(404);
        given().baseUri(address()).delete("/v1/smoke/x").then().statusCode(404);
    }
}
