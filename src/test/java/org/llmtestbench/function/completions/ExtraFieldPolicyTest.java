package org.llmtestbench.function.completions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraFieldPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_tokens",
                "Max_Tokens",
                "maxTokens",
                "MAX-TOKENS",
                "max_completion_tokens",
                "max_output_tokens",
                "n",
                "N",
                "best_of",
                "options",
                "service_tier",
                "tools",
                "web_search_options"
            })
    void nothing_goes_around_a_limit_however_it_is_written(String name) {
        assertThat(ExtraFieldPolicy.objection(name))
                .contains("can't be set here: it could pass a limit or a price of this function.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base_url",
                "api_base",
                "apiKey",
                "headers",
                "extra_headers",
                "organization",
                "models",
                "fallbacks"
            })
    void nobody_says_whom_to_ask_or_as_whom(String name) {
        assertThat(ExtraFieldPolicy.objection(name))
                .contains("callers can't set that: it could say whom to ask, or as whom.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "messages", "stream", "stream_options", "temperature", "stop", "system"})
    void what_has_a_place_of_its_own_stays_there(String name) {
        assertThat(ExtraFieldPolicy.objection(name))
                .contains("can't be set here: it has its own place beside extra, or none.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"seed", "top_k", "response_format", "reasoning_effort", "thinking", "logit_bias", "guided_json"})
    void what_shapes_the_answer_is_the_callers_own(String name) {
        assertThat(ExtraFieldPolicy.objection(name)).isEmpty();
    }
}
