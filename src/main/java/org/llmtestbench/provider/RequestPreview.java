package org.llmtestbench.provider;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.Provider.TokenCount;

/**
 * A request as it would be sent, without secrets, and its cost.
 *
 * @param url without the configured query parameters and credentials
 * @param headers by name; an API key is replaced by its variable, a configured value is hidden
 * @param body the exact body
 * @param prompt the tokens of the messages' texts, without the overhead of the protocol
 * @param maxTokens the maximum length of the answer, from the request or else the model; null when neither is known
 * @param inputCostUsd null when a price is not known
 * @param maxCostUsd the cost with an answer of the maximum length; null when that or a price is not known
 */
public record RequestPreview(
        String provider,
        String model,
        boolean streamed,
        String method,
        String url,
        Map<String, String> headers,
        String body,
        TokenCount prompt,
        Long maxTokens,
        BigDecimal inputCostUsd,
        BigDecimal maxCostUsd,
        List<String> warnings) {}
