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

/** Suites that go on after the request was answered. */
@QuarkusTest
@TestProfile(SmokeServing.WithSuites.class)
class SmokeBackgroundTest extends SmokeServing {
    private Response begin(Turn turn) {
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
    void a_run_tells_how_far_it_is_and_then_its_report_in_any_form() {
        CountDownLatch open = new CountDownLatch(1);
        String path = location(begin(Reply.events(OPENAI.stream("Hello")).after(open)));

        get(path)
                .then()
                .statusCode(202)
                .body("suite", equalTo("a suite"))
                .body("done", equalTo(0))
                .body("total", equalTo(1));
        open.countDown();
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
    void mistakes_are_told_at_once() {
        request()
                .header("Prefer", "respond-async")
                .body("{\"suite\":\"prodction\"}")
                .post("/v1/smoke")
                .then()
                .statusCode(400)
                .body("failure", equalTo("USAGE"));
    }

    @Test
    void an_end_gives_up_calls_and_keeps_the_report_until_a_second_one() throws Exception {
        String path = location(begin(untilGone()));
        assertHappens(asked);

        given().baseUri(address()).delete(path).then().statusCode(204);
        assertHappens(gone);
        poll(path, "application/json", answer -> answer.statusCode() == 200)
                .then()
                .body("exit_code", equalTo(130))
                .body("summary.not_run", equalTo(1));
        given().baseUri(address()).delete(path).then().statusCode(204);
        get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void a_run_that_nobody_began_is_not_found() {
        get("/v1/smoke/3cadf930-47ae-4ec6-af06-c27ac148a010").then().statusCode(404);
        given().baseUri(address()).delete("/v1/smoke/x").then().statusCode(404);
    }
}
