package org.llmtestbench.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.provider.client.Json;

class ChatRequestBuilderTest {
    private static final ModelCatalog CATALOGUE = new ModelCatalog();
    private static final ProviderSettings OPENAI = settings("openai", true, "auto");
    private static final ProviderSettings ACME = settings("acme", true, "auto");

    private static ProviderSettings settings(String name, boolean includeUsage, String maxTokensField) {
        String host = name.equals("openai") ? "https://api.openai.com/v1" : "http://localhost/v1";
        return settings(name, host, includeUsage, maxTokensField);
    }

    private static ProviderSettings settings(String name, String baseUrl, boolean includeUsage, String maxTokensField) {
        return new ProviderSettings(
                name,
                "openai",
                URI.create(baseUrl),
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

    private static ChatRequestBuilder requests(CompletionRequest request, ProviderSettings settings) {
        return new ChatRequestBuilder(
                request,
                settings,
                CATALOGUE.find(settings.name(), request.model()).orElse(null));
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
        ChatRequestBuilder builder = requests(everything("gpt-4o").build(), OPENAI);
        assertThat(json(builder.body(true)))
                .isEqualTo(
                        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},"
                                + "{\"role\":\"user\",\"content\":\"Hello\"}],\"max_completion_tokens\":7,\"temperature\":0.2,"
                                + "\"top_p\":0.5,\"stop\":[\"END\"],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(builder.warnings()).isEmpty();
    }

    @Test
    void what_a_model_refuses_is_left_out_with_a_warning() {
        ChatRequestBuilder builder = requests(everything("gpt-6.2-sol").build(), OPENAI);
        assertThat(json(builder.body(false)))
                .doesNotContain("temperature", "top_p", "stop")
                .contains("\"max_completion_tokens\":7");
        assertThat(builder.warnings())
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

    private static ProviderSettings at(String name, String baseUrl) {
        return settings(name, baseUrl, true, "auto");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "https://API.OpenAI.com/v1",
                "https://eu.api.openai.com/v1",
                "https://example.openai.azure.com/openai/v1",
                "https://example.openai.azure.com",
                "https://example.openai.azure.us/openai/v1",
                "https://example.cognitiveservices.azure.com/openai/v1",
                "https://example.services.ai.azure.com/openai/v1"
            })
    void servers_of_openai_get_the_newer_field_whatever_the_provider_is_called(String baseUrl) {
        for (String model : List.of("gpt-4", "gpt-6-luna", "my-deployment")) {
            for (String name : List.of("openai", "acme")) {
                assertThat(json(everything(model).build(), at(name, baseUrl), false))
                        .contains("\"max_completion_tokens\":7")
                        .doesNotContain("\"max_tokens\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/v1",
                "http://localhost:8000/v1",
                "https://openrouter.ai/api/v1",
                "https://api.x.ai/v1",
                "https://example.services.ai.azure.com/models",
                "https://api.openai.com.example.com/v1",
                "https://notapi.openai.com.example/v1",
                "https://myapi.openai.company/v1"
            })
    void other_servers_get_the_older_field_whatever_the_provider_is_called(String baseUrl) {
        for (String model : List.of("gpt-4", "gpt-6-luna", "llama3")) {
            ChatRequestBuilder builder = new ChatRequestBuilder(
                    everything(model).build(),
                    at("openai", baseUrl),
                    CATALOGUE.find("openai", model).orElse(null));
            assertThat(json(builder.body(false))).contains("\"max_tokens\":7").doesNotContain("max_completion_tokens");
        }
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
