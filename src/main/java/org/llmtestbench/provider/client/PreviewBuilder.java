package org.llmtestbench.provider.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Provider.TokenCount;
import org.llmtestbench.provider.RequestPreview;
import org.llmtestbench.provider.TokenUsage;

/** Makes a preview of a request that is ready to be sent, and sends nothing. */
record PreviewBuilder(Endpoint endpoint, CostEstimator costs, RequestPayload payload) {
    private static final String HIDDEN = "[configured]";

    RequestPreview preview(CompletionRequest request, boolean streamed) {
        costs.requireRoom().await().indefinitely();
        Set<String> warnings = new LinkedHashSet<>(costs.deprecationWarnings());
        warnings.addAll(payload.warnings());
        endpoint.key().missing().ifPresent(warnings::add);
        TokenCount prompt = costs.prompt();
        Long longest = payload.maxTokens() == null ? costs.longestAnswer() : payload.maxTokens();
        BigDecimal input = costs.cost(usage(prompt, 0), warnings::add);
        BigDecimal most = longest == null ? null : costs.cost(usage(prompt, longest), warnings::add);
        return new RequestPreview(
                endpoint.settings().name(),
                request.model(),
                streamed,
                "POST",
                url(),
                headers(streamed),
                new String(payload.body(), StandardCharsets.UTF_8),
                prompt,
                longest,
                input,
                most,
                List.copyOf(warnings));
    }

    private static TokenUsage usage(TokenCount prompt, long answer) {
        return new TokenUsage(prompt.tokens(), answer, prompt.tokens() + answer, 0, 0, 0, !prompt.exact());
    }

    /** Any configured parameter may be as secret as a key. */
    private String url() {
        String url = endpoint.settings().baseUrl().toString();
        List<String> query = new ArrayList<>();
        endpoint.settings().query().keySet().forEach(name -> query.add(name + "=" + HIDDEN));
        return url + "/" + payload.path() + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private Map<String, String> headers(boolean streamed) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(CompletionClient.headers(streamed));
        headers.putAll(endpoint.headers(endpoint.key().placeholder(), login -> "Basic " + HIDDEN));
        endpoint.settings().headers().keySet().forEach(name -> headers.put(name, HIDDEN));
        return headers;
    }
}
