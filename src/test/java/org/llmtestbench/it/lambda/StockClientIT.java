package org.llmtestbench.it.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same zip with AWS's own runtime client, as on a managed runtime without the wrapper. */
class StockClientIT {
    @TempDir
    Path folder;

    /** The command line that Lambda passes to a wrapper. */
    private static List<String> stock(Path task) {
        List<String> line = new ArrayList<>(List.of(task.resolve("bootstrap").toString()));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"));
        line.addAll(StockClient.arguments(task));
        return line;
    }

    private static FunctionProcess stock(Path folder, RuntimeApiServer runtime, PacedProvider provider) {
        FunctionProcess function = FunctionProcess.in(folder.resolve("task"), runtime);
        return function.command(stock(function.task()))
                .asking(provider.baseUrl())
                .env("LLM_TEST_BENCH_LAMBDA_STREAMING", "false");
    }

    @Test
    void the_client_of_aws_gets_complete_responses() {
        try (RuntimeApiServer runtime = new RuntimeApiServer();
                PacedProvider provider = new PacedProvider();
                FunctionProcess function = stock(folder, runtime, provider).ready()) {
            provider.answers("Hello");
            JsonNode whole = runtime.invoke(Events.wholeCompletion("Hi")).json();
            provider.streams("one", "two");
            JsonNode streamed = runtime.invoke(Events.streamedCompletion("Hi")).json();
            Answer wrong = runtime.invoke("[]");

            assertThat(whole.path("statusCode").asInt()).isEqualTo(200);
            assertThat(Answer.json(whole.path("body").asText()).path("content").asText())
                    .isEqualTo("Hello");
            assertThat(streamed.path("headers").path("content-type").asText()).startsWith("text/event-stream");
            assertThat(streamed.path("body").asText())
                    .contains("data: {\"text\":\"one\"}", "data: {\"text\":\"two\"}", "event: result");
            assertThat(function.isAlive()).isTrue();
            assertThat(wrong.kind()).isEqualTo("error");
            assertThat(wrong.json().path("errorMessage").asText()).contains("{\"suite\": \"name\"}");
        }
    }

    @Test
    void the_client_of_aws_primes_the_function_for_a_snapshot_and_resets_it_after_the_restore() {
        try (RuntimeApiServer runtime = new RuntimeApiServer();
                PacedProvider provider = new PacedProvider();
                Neighbour aws = new Neighbour();
                FunctionProcess function = stock(folder, runtime, provider)
                        .without("OPENAI_API_KEY")
                        .env("LLM_TEST_BENCH_SECRET_ID", "keys")
                        .env("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", String.valueOf(aws.port()))
                        .env("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
                        .start()) {
            runtime.awaitFrozen();
            assertThat(aws.requests()).isEmpty();
            assertThat(Sockets.ofProcess(function.pid())).hasSizeLessThanOrEqualTo(1);
            aws.secret("{\"OPENAI_API_KEY\":\"" + FunctionProcess.KEY + "\"}");
            runtime.restore();

            provider.answers("Hello");
            assertThat(runtime.invoke(Events.wholeCompletion("Hi"))
                            .json()
                            .path("statusCode")
                            .asInt())
                    .isEqualTo(200);
            assertThat(provider.requests()).hasSize(1);
            assertThat(provider.requests().get(0)).contains("Bearer " + FunctionProcess.KEY);
        }
    }
}
