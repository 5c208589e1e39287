package org.llmtestbench.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.wire.Json;

class ChatRequestsTest {
    private static final ModelCatalogue CATALOGUE = new ModelCatalogue();
    private static final ProviderSettings OPENAI = settings("openai", true, "auto");
    private static final ProviderSettings ACME = settings("acme", true, "auto");

    private static ProviderSettings settings(String name, boolean includeUsage, String maxTokensField) {
        return new ProviderSettings(
                name,
                "openai",
                URI.create("http://localhost/v1"),
                null,
                "",
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                null,
                true,
                includeUsage,
                maxTokensField,
                0,
                Duration.ZERO,
                ProviderSettings.Timeouts.DEFAULT,
                ProviderSettings.Limits.NONE);
    }

    private static CompletionRequest.Builder everything(String model) {
        return CompletionRequest.builder()
                .model(model)
                .system("be brief")
                .user("Hello")
                .maxTokens(7)
                .temperature(0.2)
                .topP(0.5)
                .stop(List.of("END"));
    }

    private static ChatRequests requests(CompletionRequest request, ProviderSettings settings) {
        return new ChatRequests(
                request, settings, CATALOGUE.find(request.model()).orElse(null));
    }

    private static String json(CompletionRequest request, ProviderSettings settings, boolean stream) {
        return json(requests(request, settings).body(stream));
    }

    private static String json(ChatRequest body) {
        return new String(Json.write(body), StandardCharsets.UTF_8);
    }

    @Test
    void only_what_is_set_is_sent() {
        CompletionRequest plain =
                CompletionRequest.builder().model("x").user("Hello").build();
        assertThat(json(plain, ACME, false))
                .isEqualTo("{\"model\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    }

    @Test
    void an_older_model_takes_everything() {
        ChatRequests requests = requests(everything("gpt-4o").build(), OPENAI);
        assertThat(json(requests.body(true)))
                .isEqualTo(
                        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},"
                                + "{\"role\":\"user\",\"content\":\"Hello\"}],\"max_completion_tokens\":7,\"temperature\":0.2,"
                                + "\"top_p\":0.5,\"stop\":[\"END\"],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(requests.warnings()).isEmpty();
    }

    @Test
    void what_a_model_refuses_is_left_out_with_a_warning() {
        ChatRequests requests = requests(everything("gpt-6.2-sol").build(), OPENAI);
        assertThat(json(requests.body(false)))
                .doesNotContain("temperature", "top_p", "stop")
                .contains("\"max_completion_tokens\":7");
        assertThat(requests.warnings())
                .containsExactly(
                        "gpt-6.2-sol does not accept temperature; it was not sent.",
                        "gpt-6.2-sol does not accept top_p; it was not sent.",
                        "gpt-6.2-sol does not accept stop; it was not sent.");
    }

    @Test
    void some_models_take_a_temperature_when_they_do_not_reason() {
        CompletionRequest request = everything("gpt-6-luna")
                .extra(Map.of("reasoning_effort", TextNode.valueOf("none")))
                .build();
        assertThat(json(request, OPENAI, false)).contains("\"temperature\":0.2", "\"reasoning_effort\":\"none\"");
        assertThat(json(everything("gpt-6-luna").build(), OPENAI, false)).doesNotContain("temperature");
    }

    @Test
    void compatible_servers_get_the_older_field_for_the_token_limit() {
        CompletionRequest llama = everything("llama3").build();
        assertThat(json(llama, ACME, false))
                .contains("\"max_tokens\":7", "\"temperature\":0.2", "\"stop\":[\"END\"]")
                .doesNotContain("max_completion_tokens");
        assertThat(json(llama, OPENAI, false)).contains("\"max_completion_tokens\":7");
        assertThat(json(llama, settings("acme", true, "max_completion_tokens"), false))
                .contains("\"max_completion_tokens\":7");
        assertThat(json(everything("gpt-6-luna").build(), settings("acme", true, "max_tokens"), false))
                .contains("\"max_tokens\":7");
    }

    @Test
    void usage_is_not_asked_for_where_the_server_refuses_it() {
        assertThat(json(everything("x").build(), settings("acme", false, "auto"), true))
                .contains("\"stream\":true")
                .doesNotContain("stream_options");
    }

    @Test
    void an_empty_system_prompt_is_sent_as_it_is() {
        CompletionRequest request =
                CompletionRequest.builder().model("x").system("").user("Hello").build();
        assertThat(json(request, ACME, false)).contains("{\"role\":\"system\",\"content\":\"\"}");
    }
}
