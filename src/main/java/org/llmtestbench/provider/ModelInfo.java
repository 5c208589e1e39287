package org.llmtestbench.provider;

/**
 * What is known of a model.
 *
 * @param id the provider's own id
 * @param contextWindow input and output tokens together; null when unknown
 * @param maxOutputTokens null when unknown
 * @param samplingRefused whether {@code temperature} and {@code top_p} must be left out
 * @param stopRefused whether stop sequences must be left out
 * @param maxTokensField the request field for the token limit
 * @param tokenizer the encoding's name, such as {@code o200k_base}; null when not public
 */
public record ModelInfo(
        String id,
        Long contextWindow,
        Long maxOutputTokens,
        boolean samplingRefused,
        boolean stopRefused,
        String maxTokensField,
        String tokenizer) {}
