package org.llmtestbench.provider.client;

import java.util.List;

/**
 * A request for an answer, as bytes: each attempt sends the same.
 *
 * @param path below the base URL
 * @param maxTokens the upper bound of the answer that it sets; null when it sets none
 * @param warnings what was left out
 */
public record RequestPayload(String path, byte[] body, Long maxTokens, List<String> warnings) {}
