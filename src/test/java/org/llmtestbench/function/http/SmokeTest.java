package org.llmtestbench.function.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.llmtestbench.resilience.Wording.OPENAI;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;

/** Runs for which the caller waits. */
@QuarkusTest
@TestProfile(SmokeServing.WithSuites.class)
class SmokeTest extends SmokeServing {
    private String answering(String text) {
        return provider(vendor(Reply.events(OPENAI.stream(text))));
    }

    @Test
    void a_named_suite_is_run_and_reported() {
        file("production.yaml", suite(answering("Hello"), "{ contains: Hello }"));

        smoke("{\"suite\":\"production\"}")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("vary", "accept")
                .body("passed", equalTo(true))
                .body("suite", equalTo("a suite"))
                .body("exit_code", equalTo(0))
                .body("summary.passed", equalTo(1))
                .body("cases[0].runs[0].content", equalTo("Hello"));
    }

    @Test
    void a_changed_file_is_used_at_once() {
        file("changing.yaml", suite(answering("Hello"), "{ contains: Hello }"));
        smoke("{\"suite\":\"changing\"}").then().body("passed", equalTo(true));
        file("changing.yaml", suite(answering("Hello"), "{ contains: Bye }"));
        smoke("{\"suite\":\"changing\"}").then().body("passed", equalTo(false));
    }

    @Test
    void a_failed_check_is_a_normal_response() {
        smoke(inline(answering("Good day"), "{\"contains\":\"Hello\"}"))
                .then()
                .statusCode(200)
                .body("passed", equalTo(false))
                .body("exit_code", equalTo(20))
                .body("summary.failed", equalTo(1))
                .body("cases[0].failure", equalTo("CHECK_FAILED"));
    }

    @Test
    void a_provider_that_fails_is_in_the_report() {
        smoke(inline(provider(vendor(Reply.json(503, "{}"))), "{\"contains\":\"Hello\"}"))
                .then()
                .statusCode(200)
                .body("passed", equalTo(false))
                .body("exit_code", equalTo(7))
                .body("cases[0].verdict", equalTo("errored"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | application/json | {\"schema_version\"",
                "*/* | application/json | {\"schema_version\"",
                "application/xml | application/xml | <?xml",
                "text/html;q=0.9, application/xml;q=0.4 | text/html;charset=utf-8 | <!doctype html>",
                "text/html;q=0.1, text/markdown | text/markdown;charset=utf-8 | ## ",
                "text/*, application/json;q=0.5 | text/html;charset=utf-8 | <!doctype html>",
                "application/json;q=0, */*;q=0.1 | application/xml | <?xml",
            })
    void the_accept_header_selects_the_report_format(String accept, String type, String beginning) {
        String body = request()
                .accept(accept)
                .body(inline(answering("Hello"), "{\"contains\":\"Hello\"}"))
                .post("/v1/smoke")
                .then()
                .statusCode(200)
                .header("content-type", equalTo(type))
                .extract()
                .body()
                .asString();

        assertThat(body).startsWithIgnoringCase(beginning).contains("a suite");
    }

    @Test
    void without_an_acceptable_report_format_nothing_is_run() {
        MisbehavingServer vendor = vendor(Reply.events(OPENAI.stream("Hello")));
        request()
                .accept("image/png")
                .body(inline(provider(vendor), "{\"contains\":\"Hello\"}"))
                .post("/v1/smoke")
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("hint", containsString("text/markdown"));
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void the_deadline_ends_a_run_with_the_results_so_far() {
        String provider = provider(vendor(Reply.events(OPENAI.stream("Hello")), waitForDisconnect()));
        String two = inline(provider, "{\"contains\":\"Hello\"}")
                .replace("\"prompt\":\"Hello\"", "\"vars\":{\"n\":[1]},\"prompt\":\"Hello\"")
                .replace(
                        "}]}}",
                        "},{\"id\":\"late\",\"prompt\":\"{{n}}\",\"vars\":{\"n\":[1,2,3,4,5,6]}}]}"
                                + ",\"deadline\":\"2s\"}");

        smoke(two)
                .then()
                .statusCode(200)
                .body("passed", equalTo(false))
                .body("exit_code", equalTo(5))
                .body("summary.total", equalTo(7))
                .body("summary.passed", equalTo(1))
                .body("summary.not_run", equalTo(6))
                .body("notes[0]", startsWith("Stopped by the deadline"));
    }

    @Test
    void a_disconnect_cancels_the_calls_of_the_run() throws Exception {
        String json = inline(provider(vendor(waitForDisconnect())), "{\"contains\":\"Hello\"}");
        RawClient caller = connect()
                .send("POST /v1/smoke HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: "
                        + json.length() + "\r\n\r\n" + json);
        assertHappens(requestReceived);
        caller.close();
        assertHappens(disconnected);
    }

    @Test
    void an_invalid_suite_file_is_a_configuration_error() {
        file("broken.yaml", "targets: [{ provider: openai }]\ntests: [{ id: a }]\n");
        smoke("{\"suite\":\"broken\"}")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("failure", equalTo("CONFIGURATION"))
                .body("detail", containsString("broken.yaml, line 2"));
    }

    @Test
    void all_errors_of_a_suite_in_a_request_are_reported_together() {
        smoke("{\"suite\":{\n\"targets\":[{\"provider\":\"opnai\"}],\n\"tests\":[{\"id\":\"a\",\n\"promt\":\"Hi\"}]}}")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("failure", equalTo("USAGE"))
                .body("errors", hasSize(3))
                .body("errors[0].line", equalTo(2))
                .body("errors[0].path", equalTo("suite.targets[0].provider"))
                .body("errors[0].message", containsString("Did you mean 'openai'?"))
                .body("errors.path", org.hamcrest.Matchers.hasItem("suite.tests[0].promt"))
                .body("errors.message", org.hamcrest.Matchers.hasItem(containsString("Did you mean 'prompt'?")));
    }

    @Test
    void the_max_tokens_limit_applies_to_suites() {
        MisbehavingServer vendor = vendor(Reply.events(OPENAI.stream("Hello")));
        smoke(inline(provider(vendor), "{\"contains\":\"Hello\"}")).then().statusCode(200);
        assertThat(vendor.requests().get(0).body()).contains("4096");
    }
}
