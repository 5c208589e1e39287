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
    void fields_that_bypass_a_limit_are_rejected_in_any_spelling(String name) {
        assertThat(ExtraFieldPolicy.objection(name))
                .contains("can't be set in extra; it could bypass a limit or the price check of this server.");
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
    void fields_that_change_the_endpoint_or_credentials_are_rejected(String name) {
        assertThat(ExtraFieldPolicy.objection(name))
                .contains("can't be set in extra; it could change the endpoint or the credentials.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "messages", "stream", "stream_options", "temperature", "stop", "system"})
    void fields_with_their_own_key_are_rejected(String name) {
        assertThat(ExtraFieldPolicy.objection(name))
                .contains("can't be set in extra; use its own key in the request, if there is one.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"seed", "top_k", "response_format", "reasoning_effort", "thinking", "logit_bias", "guided_json"})
    void other_fields_are_allowed(String name) {
        assertThat(ExtraFieldPolicy.objection(name)).isEmpty();
    }
}
