package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicDialectTest {
    @RegisterExtension
    static final Simulated SIMULATED = new Simulated();

    private final AnthropicCaller caller = AnthropicCaller.of(SIMULATED.simulator());

    @Test
    void a_whole_answer_has_text_stop_reason_and_usage() {
        HttpResponse<String> response = caller.complete("Hello you");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        JsonNode message = Caller.json(response);
        assertThat(message.path("id").asText()).startsWith("msg_");
        assertThat(message.path("type").asText()).isEqualTo("message");
        assertThat(message.path("role").asText()).isEqualTo("assistant");
        assertThat(message.path("model").asText()).isEqualTo("some-model");
        assertThat(message.path("content")).hasSize(1);
        assertThat(message.at("/content/0/type").asText()).isEqualTo("text");
        assertThat(AnthropicCaller.text(response).split(" ")).hasSize(4);
        assertEnding(message, "end_turn", null);
        assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(3);
        assertThat(message.at("/usage/output_tokens").asInt()).isEqualTo(4);
        assertThat(message.at("/usage/cache_read_input_tokens").asInt(-1)).isZero();
    }

    @Test
    void a_token_limit_truncates_the_answer() {
        HttpResponse<String> response = caller.complete("Hello", "\"max_tokens\":3");
        assertThat(AnthropicCaller.text(response).split(" ")).hasSize(3);
        assertEnding(Caller.json(response), "max_tokens", null);
        assertThat(Caller.json(response).at("/usage/output_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void a_token_limit_of_zero_gives_no_content_block() {
        JsonNode message = Caller.json(caller.complete("Hello", "\"max_tokens\":0"));
        assertThat(message.path("content").isArray()).isTrue();
        assertThat(message.path("content")).isEmpty();
        assertEnding(message, "max_tokens", null);
    }

    @Test
    void a_high_token_limit_has_no_effect() {
        assertEnding(Caller.json(caller.complete("Hello", "\"max_tokens\":99999999999")), "end_turn", null);
    }

    @Test
    void the_text_ends_before_a_stop_sequence_and_the_response_names_it() {
        String full = AnthropicCaller.text(caller.complete("Hello"));
        String stop = full.split(" ")[2];
        HttpResponse<String> whole = caller.complete("Hello", "\"stop_sequences\":[\"unheard\",\"" + stop + "\"]");
        assertThat(AnthropicCaller.text(whole)).isEqualTo(full.substring(0, full.indexOf(stop)));
        assertEnding(Caller.json(whole), "stop_sequence", stop);
    }

    @Test
    void the_text_depends_only_on_the_last_user_message_and_all_messages_are_counted() {
        String body = "{\"model\":\"m\",\"max_tokens\":9,"
                + "\"system\":[{\"type\":\"text\",\"text\":\"Be \"},{\"type\":\"text\",\"text\":\"brief.\"}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"A\"},{\"role\":\"assistant\",\"content\":\"B\"},"
                + "{\"role\":\"system\",\"content\":\"Be kind.\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hel\"},{\"type\":\"image\"},"
                + "{\"type\":\"text\",\"text\":\"lo\"}]},{\"role\":\"assistant\",\"content\":\"Well\"}]}";
        assertThat(AnthropicCaller.text(caller.post(body))).isEqualTo(AnthropicCaller.text(caller.complete("Hello")));
        assertThat(Caller.json(caller.post(body)).at("/usage/input_tokens").asInt())
                .isEqualTo(7);
    }

    @Test
    void unknown_and_null_fields_are_ignored() {
        HttpResponse<String> response = caller.complete(
                "Hi",
                "\"thinking\":{\"type\":\"adaptive\"}",
                "\"made_up\":[1]",
                "\"system\":null",
                "\"stop_sequences\":null",
                "\"stream\":null",
                "\"temperature\":null");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(caller.complete("Hi", "\"system\":\"\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-01-01", "2023-06-01", "2026-10-21"})
    void every_version_is_accepted(String version) {
        assertThat(caller.withVersion(version).complete("Hi").statusCode()).isEqualTo(200);
    }

    @Test
    void sampling_parameters_are_accepted_by_versions_with_sampling() {
        assertThat(caller.complete("Hi", "\"temperature\":1", "\"top_p\":0.5", "\"top_k\":3")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Hello you,3", "Hell,1", "a,1"})
    void a_token_count_equals_the_input_tokens_of_a_completion(String prompt, int tokens) {
        HttpResponse<String> response = caller.count(Caller.body(prompt));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"input_tokens\":" + tokens + "}");
        assertThat(Caller.json(caller.complete(prompt))
                        .at("/usage/input_tokens")
                        .asInt())
                .isEqualTo(tokens);
    }

    @Test
    void models_are_listed_and_any_name_is_found() {
        JsonNode list = Caller.json(caller.get("/models?limit=1000"));
        assertThat(list.at("/data/0/id").asText()).isEqualTo("simulated");
        assertThat(list.at("/data/0/type").asText()).isEqualTo("model");
        assertThat(list.at("/data/0/max_tokens").asInt()).isPositive();
        assertThat(list.path("has_more").asBoolean(true)).isFalse();
        assertThat(list.path("last_id").asText()).isEqualTo("simulated");
        assertThat(Caller.json(caller.get("/models/a%2Fb+c")).path("id").asText())
                .isEqualTo("a/b+c");
    }

    private static void assertEnding(JsonNode message, String reason, String stopSequence) {
        assertThat(message.has("stop_reason") && message.has("stop_sequence")).isTrue();
        assertThat(message.path("stop_reason").textValue()).isEqualTo(reason);
        assertThat(message.path("stop_sequence").textValue()).isEqualTo(stopSequence);
    }
}
