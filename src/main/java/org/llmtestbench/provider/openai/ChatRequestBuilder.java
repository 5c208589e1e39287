package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.ProviderSettings;

/** Builds the body of a request. Leaves out the fields that the model does not accept, each with a warning. */
final class ChatRequestBuilder {
    private static final String OPENAI_HOST = "api.openai.com";

    /** Hosts of Azure. A host without {@code openai} in its name also serves models of other vendors. */
    private static final List<String> AZURE_SUFFIXES = List.of(
            ".openai.azure.com",
            ".openai.azure.us",
            ".openai.azure.cn",
            ".cognitiveservices.azure.com",
            ".cognitiveservices.azure.us",
            ".cognitiveservices.azure.cn",
            ".services.ai.azure.com",
            ".services.ai.azure.us");

    /** The provider for whose models the catalog states the accepted fields. */
    private static final String CATALOG_PROVIDER = "openai";

    private final CompletionRequest request;
    private final ProviderSettings settings;
    private final ModelInfo model;
    private final List<String> warnings = new ArrayList<>();

    /** @param model null if the model is unknown; every field of the request is sent then */
    ChatRequestBuilder(CompletionRequest request, ProviderSettings settings, ModelInfo model) {
        this.request = request;
        this.settings = settings;
        this.model = model;
    }

    ChatRequest body(boolean stream) {
        boolean useCompletionTokens = settings.maxTokensField().equals("auto")
                ? takesCompletionTokens()
                : settings.maxTokensField().equals("max_completion_tokens");
        boolean sampling = model == null || model.acceptsSampling(reasoningEffort());
        boolean stop = model == null || !Boolean.FALSE.equals(model.stop());
        return new ChatRequest(
                request.model(),
                request.messages().stream()
                        .map(m -> new ChatRequest.Turn(m.role().label(), m.content()))
                        .toList(),
                useCompletionTokens ? null : request.maxTokens(),
                useCompletionTokens ? request.maxTokens() : null,
                ifAccepted("temperature", request.temperature(), sampling),
                ifAccepted("top_p", request.topP(), sampling),
                ifAccepted("stop", request.stop().isEmpty() ? null : request.stop(), stop),
                stream ? true : null,
                stream && settings.includeUsage() ? new ChatRequest.StreamOptions(true) : null,
                request.extra());
    }

    /** One warning for each field that was left out; complete after {@link #body}. */
    List<String> warnings() {
        return warnings;
    }

    private <T> T ifAccepted(String field, T value, boolean accepted) {
        if (value != null && !accepted) {
            warnings.add(request.model() + " does not accept " + field + "; it was not sent.");
            return null;
        }
        return value;
    }

    /**
     * Whether to send {@code max_completion_tokens}. Servers of OpenAI take it. Other servers take {@code max_tokens},
     * and some of them ignore {@code max_completion_tokens}. What the catalog states about models of OpenAI is true
     * only for servers of OpenAI; what the user configures for a model applies to every server.
     */
    private boolean takesCompletionTokens() {
        boolean configured = model != null && model.maxTokensParam() != null;
        if (isOpenAi(settings.baseUrl())) {
            return !configured || model.usesMaxCompletionTokens();
        }
        return configured && !settings.name().equals(CATALOG_PROVIDER) && model.usesMaxCompletionTokens();
    }

    /** Whether the base URL is a server of OpenAI or of Azure OpenAI. */
    private static boolean isOpenAi(URI baseUrl) {
        String host = baseUrl.getHost() == null ? "" : baseUrl.getHost().toLowerCase(Locale.ROOT);
        boolean azure = AZURE_SUFFIXES.stream().anyMatch(host::endsWith);
        return host.equals(OPENAI_HOST)
                || host.endsWith("." + OPENAI_HOST)
                || azure && (host.contains(".openai.") || baseUrl.getPath().contains("/openai"));
    }

    private String reasoningEffort() {
        JsonNode effort = request.extra().get("reasoning_effort");
        return effort == null ? null : effort.asText();
    }
}
