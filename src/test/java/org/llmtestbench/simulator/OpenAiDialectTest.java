package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiDialectTest {
    @RegisterExtension
    static final Simulated SIMULATED = new Simulated();

    private final OpenAiCaller caller = OpenAiCaller.of(SIMULATED.simulator());

    @Test
    void a_whole_answer_has_text_finish_reason_and_usage() {
        HttpResponse<String> response = caller.complete("Hello you");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        JsonNode answer = Caller.json(response);
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("model").asText()).isEqualTo("some-model");
        assertThat(OpenAiCaller.text(response).split(" ")).hasSize(4);
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(4);
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(7);
    }

    @Test
    void a_stream_has_role_tokens_finish_reason_usage_and_done_in_order() {
        HttpResponse<String> response =
                caller.complete("Hello", "\"stream\":true", "\"stream_options\":{\"include_usage\":true}");
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(response.headers().firstValue("transfer-encoding")).contains("chunked");
        List<String> payloads = OpenAiCaller.payloads(response);
        assertThat(payloads).hasSize(8).last().isEqualTo("[DONE]");
        List<JsonNode> chunks =
                payloads.subList(0, 7).stream().map(Caller::json).toList();
        assertThat(chunks.get(0).at("/choices/0/delta"))
                .hasToString("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
        assertThat(chunks.subList(1, 5))
                .allSatisfy(chunk -> assertThat(chunk.at("/choices/0/delta").fieldNames())
                        .toIterable()
                        .containsExactly("content"));
        assertThat(chunks.subList(0, 5))
                .allSatisfy(
                        chunk -> assertThat(chunk.at("/choices/0/finish_reason").isNull())
                                .isTrue());
        assertThat(chunks.get(5).path("choices"))
                .hasToString("[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]");
        assertThat(chunks.subList(0, 6))
                .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
        assertThat(chunks.get(6).path("choices")).hasToString("[]");
        assertThat(chunks.get(6).at("/usage/completion_tokens").asInt()).isEqualTo(4);
        assertThat(chunks)
                .extracting(chunk -> chunk.path("id"))
                .containsOnly(chunks.get(0).path("id"));
    }

    @Test
    void a_stream_has_no_usage_unless_it_is_requested() {
        HttpResponse<String> response = caller.complete("Hello", "\"stream\":true");
        assertThat(response.body()).doesNotContain("usage").endsWith("\n\ndata: [DONE]\n\n");
        assertThat(OpenAiCaller.payloads(response)).hasSize(7);
    }

    @Test
    void a_stream_has_the_same_text_as_a_whole_answer() {
        assertThat(streamed(caller.complete("Grüß Gott 世界 👋", "\"stream\":true")))
                .isEqualTo(OpenAiCaller.text(caller.complete("Grüß Gott 世界 👋")));
    }

    @ParameterizedTest
    @CsvSource({"max_tokens", "max_completion_tokens"})
    void a_token_limit_truncates_the_answer(String limit) {
        JsonNode answer = Caller.json(caller.complete("Hello", "\"" + limit + "\":3"));
        assertThat(answer.at("/choices/0/message/content").asText().split(" ")).hasSize(3);
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void a_high_token_limit_has_no_effect() {
        JsonNode answer = Caller.json(caller.complete("Hello", "\"max_tokens\":99999999999"));
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void the_text_ends_before_a_stop_sequence() {
        String full = OpenAiCaller.text(caller.complete("Hello"));
        String stop = full.split(" ")[2];
        String before = full.substring(0, full.indexOf(stop));
        assertThat(OpenAiCaller.text(caller.complete("Hello", "\"stop\":\"" + stop + "\"")))
                .isEqualTo(before);
        HttpResponse<String> response = caller.complete("Hello", "\"stop\":[\"unheard\",\"" + stop + "\",\"\"]");
        assertThat(OpenAiCaller.text(response)).isEqualTo(before);
        assertThat(Caller.json(response).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
    }

    @Test
    void usage_counts_the_tokens_before_a_stop_sequence() {
        HttpResponse<String> response = caller.complete(
                "Hello", "\"stream\":true", "\"stream_options\":{\"include_usage\":true}", "\"stop\":\" \"");
        List<String> payloads = OpenAiCaller.payloads(response);
        assertThat(payloads).hasSize(5);
        assertThat(Caller.json(payloads.get(3)).at("/usage/completion_tokens").asInt())
                .isEqualTo(1);
    }

    @Test
    void the_text_depends_only_on_the_last_user_message() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"developer\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"A\"},{\"role\":\"assistant\",\"content\":null},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hel\"},{\"type\":\"text\",\"text\":\"lo\"}]},"
                + "{\"role\":\"assistant\",\"content\":\"Well\"}]}";
        assertThat(OpenAiCaller.text(caller.post(body)))
                .isEqualTo(OpenAiCaller.text(caller.complete("Hello", "\"n\":3")));
        assertThat(Caller.json(caller.post(body)).at("/usage/prompt_tokens").asInt())
                .isEqualTo(5);
    }

    @Test
    void without_a_user_message_the_last_one_is_answered() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Hello\"}]}";
        assertThat(OpenAiCaller.text(caller.post(body))).isEqualTo(OpenAiCaller.text(caller.complete("Hello")));
    }

    @Test
    void null_fields_are_ignored() {
        HttpResponse<String> response = caller.complete(
                "Hi", "\"stop\":null", "\"stream\":null", "\"stream_options\":null", "\"temperature\":null");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void models_are_listed_and_any_name_is_found() {
        assertThat(Caller.json(caller.get("/models")).at("/data/0/id").asText()).isEqualTo("simulated");
        assertThat(Caller.json(caller.get("/models/a%2Fb+c")).path("id").asText())
                .isEqualTo("a/b+c");
        assertThat(Caller.json(caller.get("/models/simulated")).path("object").asText())
                .isEqualTo("model");
    }

    private static String streamed(HttpResponse<String> response) {
        StringBuilder text = new StringBuilder();
        for (String payload : OpenAiCaller.payloads(response)) {
            if (!payload.equals("[DONE]")) {
                text.append(Caller.json(payload).at("/choices/0/delta/content").asText());
            }
        }
        return text.toString();
    }
}
