package org.llmtestbench.provider;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is known of a model; the names are those of the catalogue and of {@code [models."<id>"]}.
 *
 * @param provider the vendor
 * @param id the vendor's own id
 * @param contextWindow input and output tokens together; null when unknown
 * @param maxOutputTokens null when unknown
 * @param lifecycle {@code active}, {@code deprecated}, {@code retired}, {@code listed} or {@code unknown}
 * @param retirementDate as {@code 2027-01-14}; null when none is announced
 * @param tokenizer the encoding, such as {@code o200k_base}, or a word for one that is not public
 * @param maxTokensParam the request fields it takes for the token limit; null when not established
 * @param temperature {@code any_0_to_2}, {@code only_with_reasoning_effort_none}, {@code default_only}, or null
 * @param stop whether it takes stop sequences; null when not established
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ModelInfo(
        String provider,
        String id,
        Long contextWindow,
        Long maxOutputTokens,
        String lifecycle,
        String retirementDate,
        String tokenizer,
        String maxTokensParam,
        String temperature,
        Boolean stop) {

    /** Whether {@code temperature} and {@code top_p} may be sent along with this reasoning effort, or null. */
    public boolean takesSampling(String reasoningEffort) {
        if (temperature == null) {
            return true;
        }
        return switch (temperature) {
            case "default_only" -> false;
            case "only_with_reasoning_effort_none" -> "none".equals(reasoningEffort);
            default -> true;
        };
    }

    /** Whether the token limit goes into {@code max_completion_tokens}; the older field is {@code max_tokens}. */
    public boolean takesCompletionTokens() {
        return maxTokensParam != null && maxTokensParam.contains("max_completion_tokens");
    }

    /** The day it stops answering, if one is announced. */
    public Optional<LocalDate> retires() {
        return Optional.ofNullable(retirementDate).map(LocalDate::parse);
    }
}
