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
    private static final ModelCatalog CATALOG = new ModelCatalog();
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

    private static CompletionRequest.Builder requestWithAllOptions(String model) {
        return CompletionRequest.builder()
                .model(model)
                .system("be brief")
                .user("Hello")
                .maxTokens(7)
                .temperature(0.2)
                .topP(0.5)
                .stop(List.of("END"));
    }

    private static ChatRequestBuilder builder(CompletionRequest request, ProviderSettings settings) {
        return new ChatRequestBuilder(
                request,
                settings,
                CATALOG.find(settings.name(), request.model()).orElse(null));
    }

    private static String json(CompletionRequest request, ProviderSettings settings, boolean stream) {
        return json(builder(request, settings).body(stream));
    }

    private static String json(ChatRequest body) {
        return new String(Json.write(body), StandardCharsets.UTF_8);
    }

    @Test
    void only_fields_that_are_set_are_sent() {
        CompletionRequest plain =
                CompletionRequest.builder().model("x").user("Hello").build();
        assertThat(json(plain, ACME, false))
                .isEqualTo("{\"model\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    }

    @Test
    void an_older_model_accepts_every_field() {
        ChatRequestBuilder builder = builder(requestWithAllOptions("gpt-4o").build(), OPENAI);
        assertThat(json(builder.body(true)))
                .isEqualTo(
                        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},"
                                + "{\"role\":\"user\",\"content\":\"Hello\"}],\"max_completion_tokens\":7,\"temperature\":0.2,"
                                + "\"top_p\":0.5,\"stop\":[\"END\"],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(builder.warnings()).isEmpty();
    }

    @Test
    void fields_that_a_model_does_not_accept_are_left_out_with_a_warning() {
        ChatRequestBuilder builder =
                builder(requestWithAllOptions("gpt-6.2-sol").build(), OPENAI);
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
    void some_models_accept_a_temperature_without_reasoning() {
        CompletionRequest request = requestWithAllOptions("gpt-6-luna")
                .extra(Map.of("reasoning_effort", TextNode.valueOf("none")))
                .build();
        assertThat(json(request, OPENAI, false)).contains("\"temperature\":0.2", "\"reasoning_effort\":\"none\"");
        assertThat(json(requestWithAllOptions("gpt-6-luna").build(), OPENAI, false))
                .doesNotContain("temperature");
    }

    @Test
    void compatible_servers_get_max_tokens() {
        CompletionRequest llama = requestWithAllOptions("llama3").build();
        assertThat(json(llama, ACME, false))
                .contains("\"max_tokens\":7", "\"temperature\":0.2", "\"stop\":[\"END\"]")
                .doesNotContain("max_completion_tokens");
        assertThat(json(llama, OPENAI, false)).contains("\"max_completion_tokens\":7");
        assertThat(json(llama, settings("acme", true, "max_completion_tokens"), false))
                .contains("\"max_completion_tokens\":7");
        assertThat(json(requestWithAllOptions("gpt-6-luna").build(), settings("acme", true, "max_tokens"), false))
                .contains("\"max_tokens\":7");
    }

    private static ProviderSettings settings(String name, String baseUrl) {
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
    void servers_of_openai_get_max_completion_tokens_under_any_provider_name(String baseUrl) {
        for (String model : List.of("gpt-4", "gpt-6-luna", "my-deployment")) {
            for (String name : List.of("openai", "acme")) {
                assertThat(json(requestWithAllOptions(model).build(), settings(name, baseUrl), false))
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
    void other_servers_get_max_tokens_under_any_provider_name(String baseUrl) {
        for (String model : List.of("gpt-4", "gpt-6-luna", "llama3")) {
            ChatRequestBuilder builder = new ChatRequestBuilder(
                    requestWithAllOptions(model).build(),
                    settings("openai", baseUrl),
                    CATALOG.find("openai", model).orElse(null));
            assertThat(json(builder.body(false))).contains("\"max_tokens\":7").doesNotContain("max_completion_tokens");
        }
    }

    @Test
    void usage_is_not_requested_if_include_usage_is_off() {
        assertThat(json(requestWithAllOptions("x").build(), settings("acme", false, "auto"), true))
                .contains("\"stream\":true")
                .doesNotContain("stream_options");
    }

    @Test
    void an_empty_system_prompt_is_sent() {
        CompletionRequest request =
                CompletionRequest.builder().model("x").system("").user("Hello").build();
        assertThat(json(request, ACME, false)).contains("{\"role\":\"system\",\"content\":\"\"}");
    }
}
