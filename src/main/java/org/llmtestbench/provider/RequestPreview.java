package org.llmtestbench.provider;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.Provider.TokenCount;

/**
 * A request as it would be sent, without a secret, and what it would cost.
 *
 * @param url without what the configuration adds to its query or says before its host
 * @param headers by their names; in the place of a key stands its variable, in that of a configured value nothing of it
 * @param body exactly what would be sent
 * @param prompt the tokens of the messages' texts, without what the protocol puts around them
 * @param maxTokens the longest answer, by the request or else by the model; null when neither is known
 * @param inputCostUsd null when a price is not known
 * @param maxCostUsd with the longest answer; null when that or a price is not known
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
