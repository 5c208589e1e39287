package org.llmtestbench.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.provider.client.Json;

/** JSON is written with single quotes. */
class MessagesRequestBuilderTest {
    private static final ModelCatalog CATALOG = new ModelCatalog();
    private static final String VERSION = "2023-06-01";

    private static CompletionRequest.Builder request(String model) {
        return CompletionRequest.builder().model(model);
    }

    private static MessagesRequestBuilder builder(CompletionRequest.Builder request, String version) {
        CompletionRequest built = request.build();
        return new MessagesRequestBuilder(
                built, version, CATALOG.find(built.model()).orElse(null));
    }

    private static MessagesRequest body(CompletionRequest.Builder request) {
        return builder(request, VERSION).body(false);
    }

    private static String json(Object body) {
        return new String(Json.write(body), StandardCharsets.UTF_8).replace('"', '\'');
    }

    private static JsonNode node(String json) {
        return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @Test
    void only_fields_that_are_set_and_max_tokens_are_sent() {
        assertThat(json(body(request("x").user("Hello"))))
                .isEqualTo("{'model':'x','max_tokens':4096,'messages':[{'role':'user','content':'Hello'}]}");
    }

    @Test
    void every_option_is_sent_in_its_field() {
        CompletionRequest.Builder allOptions = request("claude-3-haiku-20240307")
                .system("be brief")
                .user("Hello")
                .maxTokens(7)
                .temperature(0.2)
                .topP(0.5)
                .stop(List.of("END"))
                .extra(Map.of("top_k", node("5")));
        MessagesRequestBuilder builder = builder(allOptions, VERSION);
        assertThat(json(builder.body(true)))
                .isEqualTo("{'model':'claude-3-haiku-20240307','max_tokens':7,'system':'be brief',"
                        + "'messages':[{'role':'user','content':'Hello'}],'temperature':0.2,'top_p':0.5,"
                        + "'stop_sequences':['END'],'stream':true,'top_k':5}");
        assertThat(builder.warnings()).isEmpty();
    }

    @Test
    void successive_messages_of_one_role_are_joined_and_system_prompts_are_separate() {
        CompletionRequest.Builder conversation = request("x")
                .system("be brief")
                .user("a")
                .user("b")
                .assistant("c")
                .system("be kind")
                .assistant("d")
                .user("e");
        assertThat(json(body(conversation)))
                .contains("'system':'be brief\\n\\nbe kind'")
                .contains("[{'role':'user','content':'a\\n\\nb'},{'role':'assistant','content':'c\\n\\nd'},"
                        + "{'role':'user','content':'e'}]");
    }

    @Test
    void a_long_prompt_is_not_copied() {
        String prompt = "word ".repeat(250_000);
        MessagesRequest body = body(request("claude-haiku-5-5").user(prompt));
        assertThat(body.messages().get(0).content()).isSameAs(prompt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t"})
    void a_message_without_text_is_rejected_and_its_number_is_named(String blank) {
        assertRejected(request("x").user("a").assistant(blank).user("b"), "Message 2 (assistant) has no text");
        assertRejected(request("x").system(blank).user("a"), "Message 1 (system) has no text");
    }

    @Test
    void a_stop_sequence_of_white_space_is_rejected() {
        assertRejected(request("x").user("a").stop(List.of("END", "\n")), "A stop sequence contains only white space");
    }

    private static void assertRejected(CompletionRequest.Builder request, String message) {
        ProviderException e = catchThrowableOfType(ProviderException.class, () -> body(request));
        assertThat(e.failure()).isEqualTo(Failure.USAGE);
        assertThat(e).hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-haiku-5-5, 16384",
        "claude-opus-5-5, 16384",
        "claude-opus-4-6, 8192",
        "claude-sonnet-4-5-20250929, 8192",
        "claude-3-opus-20240229, 4096",
        "unheard-of, 4096",
    })
    void the_default_of_max_tokens_depends_on_the_model(String model, long limit) {
        assertThat(body(request(model).user("a")).maxTokens()).isEqualTo(limit);
    }

    @Test
    void the_default_of_max_tokens_includes_the_thinking_budget() {
        Map<String, JsonNode> thinking = Map.of("thinking", node("{'type':'enabled','budget_tokens':10000}"));
        assertThat(body(request("claude-haiku-4-5").user("a").extra(thinking)).maxTokens())
                .isEqualTo(18_192);
        assertThat(body(request("claude-3-opus-20240229").user("a").extra(thinking))
                        .maxTokens())
                .isEqualTo(4096);
        assertThat(body(request("x").user("a").extra(Map.of("thinking", node("'odd'"))))
                        .maxTokens())
                .isEqualTo(4096);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-haiku-5-5, 2023-06-01, 0.2, 0.5, , , 'claude-haiku-5-5 does not accept temperature; it was not sent.'",
        "claude-haiku-5-5, 2023-06-01, 1.0, 0.99, 1.0, 0.99, ",
        "claude-haiku-5-5, 2023-06-01, 1.5, , , , 'claude-haiku-5-5 does not accept temperature; it was not sent.'",
        "claude-opus-4-6, 2023-06-01, 0.2, , 0.2, , ",
        "claude-opus-4-6, 2023-06-01, , 0.5, , 0.5, ",
        "claude-opus-4-6, 2023-06-01, 0.2, 0.5, 0.2, , 'claude-opus-4-6 does not accept top_p together with temperature; top_p was not sent.'",
        "claude-3-haiku-20240307, 2023-06-01, 0.2, 0.5, 0.2, 0.5, ",
        "unheard-of, 2023-06-01, 0.2, 0.5, 0.2, 0.5, ",
        "claude-opus-4-6, 2026-10-21, 1.0, , , , 'api_version 2026-10-21 does not accept temperature; it was not sent.'",
        "unheard-of, 2026-10-21, , 1.0, , , 'api_version 2026-10-21 does not accept top_p; it was not sent.'",
    })
    void sampling_parameters_that_would_be_rejected_are_left_out_with_a_warning(
            String model,
            String version,
            Double temperature,
            Double topP,
            Double sentTemperature,
            Double sentTopP,
            String warning) {
        MessagesRequestBuilder builder =
                builder(request(model).user("a").temperature(temperature).topP(topP), version);
        MessagesRequest body = builder.body(false);
        assertThat(body.temperature()).isEqualTo(sentTemperature);
        assertThat(body.topP()).isEqualTo(sentTopP);
        assertThat(builder.warnings().stream().findFirst().orElse(null)).isEqualTo(warning);
    }

    @Test
    void an_extra_field_is_sent_once_and_wins() {
        MessagesRequestBuilder builder = builder(
                request("x")
                        .system("plain")
                        .user("a")
                        .extra(Map.of("system", node("[{'type':'text','text':'cached'}]"), "max_tokens", node("0"))),
                VERSION);
        assertThat(json(builder.body(false)))
                .contains("'system':[{'type':'text','text':'cached'}]", "'max_tokens':0")
                .doesNotContain("plain", "4096");
        assertThat(builder.warnings())
                .containsExactly("system is also set in the extra fields; the value of the extra fields was sent.");
    }

    @Test
    void a_token_count_request_contains_only_the_input() {
        CompletionRequest.Builder request = request("x")
                .system("s")
                .user("a")
                .maxTokens(5)
                .temperature(0.5)
                .stop(List.of("END"))
                .extra(Map.of("tools", node("[{'name':'f'}]"), "service_tier", node("'auto'")));
        assertThat(json(builder(request, VERSION).countBody()))
                .isEqualTo("{'model':'x','system':'s','messages':[{'role':'user','content':'a'}],"
                        + "'tools':[{'name':'f'}]}");
    }
}
