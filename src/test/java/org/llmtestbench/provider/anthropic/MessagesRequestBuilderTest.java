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
    private static final ModelCatalog CATALOGUE = new ModelCatalog();
    private static final String VERSION = "2023-06-01";

    private static CompletionRequest.Builder to(String model) {
        return CompletionRequest.builder().model(model);
    }

    private static MessagesRequestBuilder requests(CompletionRequest.Builder request, String version) {
        CompletionRequest built = request.build();
        return new MessagesRequestBuilder(
                built, version, CATALOGUE.find(built.model()).orElse(null));
    }

    private static MessagesRequest body(CompletionRequest.Builder request) {
        return requests(request, VERSION).body(false);
    }

    private static String json(Object body) {
        return new String(Json.write(body), StandardCharsets.UTF_8).replace('"', '\'');
    }

    private static JsonNode node(String json) {
        return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @Test
    void only_what_is_set_is_sent_and_the_limit_always() {
        assertThat(json(body(to("x").user("Hello"))))
                .isEqualTo("{'model':'x','max_tokens':4096,'messages':[{'role':'user','content':'Hello'}]}");
    }

    @Test
    void all_that_is_asked_for_has_its_field() {
        CompletionRequest.Builder everything = to("claude-3-haiku-20240307")
                .system("be brief")
                .user("Hello")
                .maxTokens(7)
                .temperature(0.2)
                .topP(0.5)
                .stop(List.of("END"))
                .extra(Map.of("top_k", node("5")));
        MessagesRequestBuilder builder = requests(everything, VERSION);
        assertThat(json(builder.body(true)))
                .isEqualTo("{'model':'claude-3-haiku-20240307','max_tokens':7,'system':'be brief',"
                        + "'messages':[{'role':'user','content':'Hello'}],'temperature':0.2,'top_p':0.5,"
                        + "'stop_sequences':['END'],'stream':true,'top_k':5}");
        assertThat(builder.warnings()).isEmpty();
    }

    @Test
    void one_side_speaks_once_at_a_time_and_instructions_stand_apart() {
        CompletionRequest.Builder talk = to("x").system("be brief")
                .user("a")
                .user("b")
                .assistant("c")
                .system("be kind")
                .assistant("d")
                .user("e");
        assertThat(json(body(talk)))
                .contains("'system':'be brief\\n\\nbe kind'")
                .contains("[{'role':'user','content':'a\\n\\nb'},{'role':'assistant','content':'c\\n\\nd'},"
                        + "{'role':'user','content':'e'}]");
    }

    @Test
    void a_long_prompt_is_not_copied() {
        String prompt = "word ".repeat(250_000);
        MessagesRequest body = body(to("claude-haiku-5-5").user(prompt));
        assertThat(body.messages().get(0).content()).isSameAs(prompt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t"})
    void a_message_without_text_is_refused_by_its_number(String blank) {
        refuses(to("x").user("a").assistant(blank).user("b"), "Message 2 (assistant) has no text");
        refuses(to("x").system(blank).user("a"), "Message 1 (system) has no text");
    }

    @Test
    void a_stop_sequence_of_white_space_is_refused() {
        refuses(to("x").user("a").stop(List.of("END", "\n")), "A stop sequence is nothing but white space");
    }

    private static void refuses(CompletionRequest.Builder request, String message) {
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
    void a_limit_that_nobody_gives_is_the_models_own(String model, long limit) {
        assertThat(body(to(model).user("a")).maxTokens()).isEqualTo(limit);
    }

    @Test
    void a_budget_for_thinking_fits_below_the_limit() {
        Map<String, JsonNode> thinking = Map.of("thinking", node("{'type':'enabled','budget_tokens':10000}"));
        assertThat(body(to("claude-haiku-4-5").user("a").extra(thinking)).maxTokens())
                .isEqualTo(18_192);
        assertThat(body(to("claude-3-opus-20240229").user("a").extra(thinking)).maxTokens())
                .isEqualTo(4096);
        assertThat(body(to("x").user("a").extra(Map.of("thinking", node("'odd'"))))
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
        "claude-opus-4-6, 2023-06-01, 0.2, 0.5, 0.2, , 'claude-opus-4-6 does not accept top_p beside temperature; top_p was not sent.'",
        "claude-3-haiku-20240307, 2023-06-01, 0.2, 0.5, 0.2, 0.5, ",
        "unheard-of, 2023-06-01, 0.2, 0.5, 0.2, 0.5, ",
        "claude-opus-4-6, 2026-10-21, 1.0, , , , 'api_version 2026-10-21 does not accept temperature; it was not sent.'",
        "unheard-of, 2026-10-21, , 1.0, , , 'api_version 2026-10-21 does not accept top_p; it was not sent.'",
    })
    void sampling_that_would_be_refused_is_left_out_with_a_warning(
            String model, String version, Double temperature, Double topP, Double sent, Double topPSent, String said) {
        MessagesRequestBuilder builder =
                requests(to(model).user("a").temperature(temperature).topP(topP), version);
        MessagesRequest body = builder.body(false);
        assertThat(body.temperature()).isEqualTo(sent);
        assertThat(body.topP()).isEqualTo(topPSent);
        assertThat(builder.warnings().stream().findFirst().orElse(null)).isEqualTo(said);
    }

    @Test
    void an_extra_field_is_sent_once_and_wins() {
        MessagesRequestBuilder builder = requests(
                to("x").system("plain")
                        .user("a")
                        .extra(Map.of("system", node("[{'type':'text','text':'cached'}]"), "max_tokens", node("0"))),
                VERSION);
        assertThat(json(builder.body(false)))
                .contains("'system':[{'type':'text','text':'cached'}]", "'max_tokens':0")
                .doesNotContain("plain", "4096");
        assertThat(builder.warnings()).containsExactly("system stands among the extra fields too; that one was sent.");
    }

    @Test
    void a_count_is_asked_for_with_the_input_alone() {
        CompletionRequest.Builder request = to("x").system("s")
                .user("a")
                .maxTokens(5)
                .temperature(0.5)
                .stop(List.of("END"))
                .extra(Map.of("tools", node("[{'name':'f'}]"), "service_tier", node("'auto'")));
        assertThat(json(requests(request, VERSION).countBody()))
                .isEqualTo("{'model':'x','system':'s','messages':[{'role':'user','content':'a'}],"
                        + "'tools':[{'name':'f'}]}");
    }
}
