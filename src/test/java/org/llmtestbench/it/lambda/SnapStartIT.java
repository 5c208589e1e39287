package org.llmtestbench.it.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SnapStart with the streaming runtime, and API keys from a secret. */
class SnapStartIT {
    @TempDir
    Path folder;

    private FunctionProcess function(RuntimeApiServer runtime, PacedProvider provider, Neighbour aws) {
        return FunctionProcess.in(folder.resolve("task"), runtime)
                .asking(provider.baseUrl())
                .without("OPENAI_API_KEY")
                .env("LLM_TEST_BENCH_SECRET_ID", "prod/llm keys")
                .env("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", String.valueOf(aws.port()));
    }

    @Test
    void a_snapshot_holds_a_primed_function_without_keys_and_connections() {
        try (RuntimeApiServer runtime = new RuntimeApiServer();
                PacedProvider provider = new PacedProvider();
                Neighbour aws = new Neighbour();
                FunctionProcess function = function(runtime, provider, aws)
                        .env("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
                        .start()) {
            runtime.awaitFrozen();
            assertThat(runtime.isReady()).isFalse();
            assertThat(aws.requests()).isEmpty();
            assertThat(provider.requests()).isEmpty();
            // only the connection that waits for the restore
            assertThat(Sockets.ofProcess(function.pid())).hasSize(1);
            aws.secret("{\"OPENAI_API_KEY\":\"" + FunctionProcess.KEY + "\"}");
            runtime.restore();

            runtime.awaitReady();
            provider.streams("Hello");
            assertThat(runtime.invoke(Events.streamedCompletion("Hi")).rest()).contains("\"content\":\"Hello\"");
            assertThat(provider.requests().get(0)).contains("Bearer " + FunctionProcess.KEY);
            assertThat(function.stderr().lines()).allMatch(line -> line.startsWith("INFO access: "));
        }
    }

    @Test
    void the_secret_is_read_once_when_the_first_key_is_needed() {
        try (RuntimeApiServer runtime = new RuntimeApiServer();
                PacedProvider provider = new PacedProvider();
                Neighbour aws = new Neighbour();
                FunctionProcess function = function(runtime, provider, aws).ready()) {
            aws.secret("{\"OPENAI_API_KEY\":\"" + FunctionProcess.KEY + "\"}");
            runtime.invoke(Events.functionUrl("GET", "/q/health/live", "", "")).rest();
            assertThat(aws.requests()).isEmpty();

            provider.streams("one");
            runtime.invoke(Events.streamedCompletion("Hi")).rest();
            provider.streams("two");
            runtime.invoke(Events.streamedCompletion("Hi")).rest();

            assertThat(aws.requests()).containsExactly("GET /secretsmanager/get?secretId=prod%2Fllm+keys");
            assertThat(aws.headers()).containsEntry("x-aws-parameters-secrets-token", "session-token");
            assertThat(provider.requests()).hasSize(2).allMatch(each -> each.contains("Bearer " + FunctionProcess.KEY));
            assertThat(function.isAlive()).isTrue();
        }
    }

    @Test
    void an_unreadable_secret_is_reported_as_an_authentication_failure() {
        try (RuntimeApiServer runtime = new RuntimeApiServer();
                PacedProvider provider = new PacedProvider();
                Neighbour aws = new Neighbour();
                FunctionProcess function = function(runtime, provider, aws).ready()) {
            Answer answer = runtime.invoke(Events.streamedCompletion("Hi"));

            assertThat(answer.prelude().path("statusCode").asInt()).isEqualTo(502);
            assertThat(answer.rest()).contains("AUTHENTICATION", "prod/llm keys", "HTTP 400", "AccessDeniedException");
            assertThat(provider.requests()).isEmpty();
            assertThat(function.isAlive()).isTrue();
        }
    }

    @Test
    void a_function_that_cannot_start_reports_the_reason() {
        try (RuntimeApiServer runtime = new RuntimeApiServer();
                FunctionProcess function = FunctionProcess.in(folder.resolve("task"), runtime)
                        .env("QUARKUS_LAMBDA_HANDLER", "llm-test-bench")
                        .env("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "many")
                        .start()) {
            assertThat(runtime.startup().kind()).isEqualTo("init/error");
            assertThat(runtime.startup().json().path("errorMessage").asText()).isNotEmpty();
            assertThat(function.exitCode()).isEqualTo(1);
        }
    }
}
