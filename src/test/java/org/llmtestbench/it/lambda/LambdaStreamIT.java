package org.llmtestbench.it.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The streaming runtime of the zip, from an event to the last byte of its response. */
class LambdaStreamIT {
    @TempDir
    static Path folder;

    private static final RuntimeApiServer runtime = new RuntimeApiServer();
    private static final PacedProvider provider = new PacedProvider();
    private static FunctionProcess function;

    @BeforeAll
    static void start() {
        function = FunctionProcess.in(folder.resolve("task"), runtime)
                .asking(provider.baseUrl())
                .ready();
    }

    @AfterAll
    static void stop() {
        function.close();
        provider.close();
    }

    @Test
    void deltas_arrive_one_by_one() {
        provider.startsStream();
        provider.sendsDelta("one");
        Answer answer = runtime.invoke(Events.streamedCompletion("Count."));

        JsonNode prelude = answer.prelude();
        assertThat(answer.next()).isEqualTo("event: delta\ndata: {\"text\":\"one\"}\n\n");
        provider.sendsDelta("two");
        assertThat(answer.next()).isEqualTo("event: delta\ndata: {\"text\":\"two\"}\n\n");
        provider.sendsDelta("three");
        assertThat(answer.next()).isEqualTo("event: delta\ndata: {\"text\":\"three\"}\n\n");
        provider.endsStream();
        assertThat(answer.next()).startsWith("event: result\ndata: {\"schema_version\":1,");
        assertThat(answer.next()).isNull();
        assertThat(prelude.path("statusCode").asInt()).isEqualTo(200);
        assertThat(prelude.path("headers").path("content-type").asText()).startsWith("text/event-stream");
    }

    @Test
    void a_streamed_response_has_the_headers_of_the_runtime_api() {
        provider.streams("Hello");
        Answer answer = runtime.invoke(Events.streamedCompletion("Hi"));

        assertThat(answer.kind()).isEqualTo("response");
        assertThat(answer.header("Lambda-Runtime-Function-Response-Mode")).isEqualTo("streaming");
        assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.awslambda.http-integration-response");
        assertThat(answer.header("Trailer"))
                .contains("Lambda-Runtime-Function-Error-Type", "Lambda-Runtime-Function-Error-Body");
        assertThat(answer.rest()).contains("\"content\":\"Hello\"");
        assertThat(answer.trailers()).isEmpty();
    }

    @Test
    void a_provider_that_closes_the_stream_is_reported_in_the_result_event() {
        provider.startsStream();
        provider.sendsDelta("half");
        Answer answer = runtime.invoke(Events.streamedCompletion("Hi"));
        answer.prelude();
        assertThat(answer.next()).contains("half");

        provider.closesConnection();

        assertThat(answer.next()).startsWith("event: result\n").contains("\"failure\":\"MALFORMED\"", "half");
        assertThat(answer.next()).isNull();
        assertThat(answer.trailers()).isEmpty();
    }

    @Test
    void a_failure_before_the_first_delta_has_its_own_http_status() {
        provider.answers(503, "{\"error\":{\"message\":\"busy\",\"type\":\"server_error\"}}");
        Answer answer = runtime.invoke(Events.streamedCompletion("Hi"));

        JsonNode prelude = answer.prelude();
        assertThat(prelude.path("statusCode").asInt()).isEqualTo(503);
        assertThat(prelude.path("headers").path("content-type").asText()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("failure").asText()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void an_answer_that_takes_too_long_ends_in_time_with_the_partial_answer() {
        provider.startsStream();
        provider.sendsDelta("early");
        Answer answer = runtime.invoke(Events.streamedCompletion("Hi"), Duration.ofSeconds(3));
        answer.prelude();
        assertThat(answer.next()).contains("early");

        String last = answer.next();
        provider.closesConnection();

        assertThat(last).startsWith("event: result\n").contains("\"failure\":\"TIMEOUT\"", "\"content\":\"early\"");
        assertThat(answer.next()).isNull();
        assertThat(answer.trailers()).isEmpty();
    }

    @Test
    void a_whole_answer_is_sent_as_a_stream_too() {
        provider.answers("Hello");
        Answer answer = runtime.invoke(Events.wholeCompletion("Hi"));

        assertThat(answer.prelude().path("headers").path("content-type").asText())
                .isEqualTo("application/json");
        assertThat(answer.json().path("content").asText()).isEqualTo("Hello");
    }

    @Test
    void an_http_api_gets_complete_responses() {
        provider.answers("Hello");
        Answer answer = runtime.invoke(Events.httpApi(
                "POST", "/v1/completions", "{\"provider\":\"openai\",\"model\":\"gpt-6-luna\",\"prompt\":\"Hi\"}"));

        JsonNode reply = answer.json();
        assertThat(answer.header("Lambda-Runtime-Function-Response-Mode")).isNull();
        assertThat(reply.path("statusCode").asInt()).isEqualTo(200);
        assertThat(reply.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(Answer.json(reply.path("body").asText()).path("content").asText())
                .isEqualTo("Hello");
    }

    @Test
    void the_path_of_a_rest_api_with_a_custom_domain_is_resolved() {
        provider.answers("Hello");
        Answer answer = runtime.invoke(Events.restApi(
                "POST", "/v1/completions", "{\"provider\":\"openai\",\"model\":\"gpt-6-luna\",\"prompt\":\"Hi\"}"));

        assertThat(answer.prelude().path("statusCode").asInt()).isEqualTo(200);
        assertThat(answer.json().path("content").asText()).isEqualTo("Hello");
    }

    @Test
    void an_unsupported_event_is_an_error_and_the_next_event_is_handled() {
        Answer nothing = runtime.invoke("{\"Records\":[{\"eventSource\":\"aws:s3\"}]}");

        assertThat(nothing.kind()).isEqualTo("error");
        assertThat(nothing.header("Lambda-Runtime-Function-Error-Type")).isEqualTo("Function.UnsupportedEvent");
        assertThat(nothing.json().path("errorMessage").asText()).contains("{\"suite\": \"name\"}");
        provider.streams("Hello");
        assertThat(runtime.invoke(Events.streamedCompletion("Hi")).kind()).isEqualTo("response");
    }
}
