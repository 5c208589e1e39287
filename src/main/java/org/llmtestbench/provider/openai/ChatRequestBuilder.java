package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.ProviderSettings;

/** Makes the body of a request, leaving out, with a warning, what the model is known to refuse. */
final class ChatRequestBuilder {
    private static final String OPENAI = "api.openai.com";

    /** Those without {@code openai} in the name serve models of others too. */
    private static final List<String> AZURE = List.of(
            ".openai.azure.com",
            ".openai.azure.us",
            ".openai.azure.cn",
            ".cognitiveservices.azure.com",
            ".cognitiveservices.azure.us",
            ".cognitiveservices.azure.cn",
            ".services.ai.azure.com",
            ".services.ai.azure.us");

    /** The provider whose models' fields the catalogue knows. */
    private static final String CATALOGUED = "openai";

    private final CompletionRequest request;
    private final ProviderSettings settings;
    private final ModelInfo model;
    private final List<String> warnings = new ArrayList<>();

    /** @param model null when nothing is known of it: then everything is sent as it was asked for */
    ChatRequestBuilder(CompletionRequest request, ProviderSettings settings, ModelInfo model) {
        this.request = request;
        this.settings = settings;
        this.model = model;
    }

    ChatRequest body(boolean stream) {
        boolean completionTokens = settings.maxTokensField().equals("auto")
                ? takesCompletionTokens()
                : settings.maxTokensField().equals("max_completion_tokens");
        boolean sampling = model == null || model.takesSampling(reasoningEffort());
        boolean stop = model == null || !Boolean.FALSE.equals(model.stop());
        return new ChatRequest(
                request.model(),
                request.messages().stream()
                        .map(m -> new ChatRequest.Turn(m.role().label(), m.content()))
                        .toList(),
                completionTokens ? null : request.maxTokens(),
                completionTokens ? request.maxTokens() : null,
                kept("temperature", request.temperature(), sampling),
                kept("top_p", request.topP(), sampling),
                kept("stop", request.stop().isEmpty() ? null : request.stop(), stop),
                stream ? true : null,
                stream && settings.includeUsage() ? new ChatRequest.StreamOptions(true) : null,
                request.extra());
    }

    /** What was left out; complete once {@link #body} was made. */
    List<String> warnings() {
        return warnings;
    }

    private <T> T kept(String field, T value, boolean accepted) {
        if (value != null && !accepted) {
            warnings.add(request.model() + " does not accept " + field + "; it was not sent.");
            return null;
        }
        return value;
    }

    /**
     * OpenAI's servers do; others know the older field, and some ignore the newer one. What the catalogue says of OpenAI's
     * models holds only there; what the user says of a model holds at any server.
     */
    private boolean takesCompletionTokens() {
        boolean said = model != null && model.maxTokensParam() != null;
        if (isOpenAi(settings.baseUrl())) {
            return !said || model.takesCompletionTokens();
        }
        return said && !settings.name().equals(CATALOGUED) && model.takesCompletionTokens();
    }

    /** Whether OpenAI itself answers there, or Azure OpenAI. */
    private static boolean isOpenAi(URI baseUrl) {
        String host = baseUrl.getHost() == null ? "" : baseUrl.getHost().toLowerCase(Locale.ROOT);
        boolean azure = AZURE.stream().anyMatch(host::endsWith);
        return host.equals(OPENAI)
                || host.endsWith("." + OPENAI)
                || azure && (host.contains(".openai.") || baseUrl.getPath().contains("/openai"));
    }

    private String reasoningEffort() {
        JsonNode effort = request.extra().get("reasoning_effort");
        return effort == null ? null : effort.asText();
    }
}
