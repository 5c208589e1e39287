package org.llmtestbench.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.provider.client.Exchanges;

/** Whole responses as real servers send them. JSON is written with single quotes. */
class MessagesResponseTest {
    private final Exchanges received = new Exchanges(200);

    private void read(String body) {
        MessagesResponse.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), received.exchange());
    }

    private void answer(String content, String stop, String usage) {
        read("{'id':'msg_1','type':'message','role':'assistant','model':'m-1','content':" + content + "," + stop
                + ",'container':null,'usage':" + usage + "}");
    }

    private void stopped(String reason) {
        answer("[{'type':'text','text':'Hi'}]", "'stop_reason':'" + reason + "'", "null");
    }

    @Test
    void the_text_is_joined_from_all_text_blocks() {
        answer(
                "[{'type':'thinking','thinking':'hm','signature':'x'},{'type':'redacted_thinking','data':'y'},"
                        + "{'type':'text','text':'Hello','citations':null},{'type':'fresh','text':'!'},"
                        + "{'type':'text','text':' there'}]",
                "'stop_reason':'end_turn'",
                "{'input_tokens':18,'output_tokens':5}");
        assertThat(received.text()).isEqualTo("Hello there");
        assertThat(received.deltas()).containsExactly("REASONING:hm", "TEXT:Hello", "TEXT: there");
        assertThat(received.usage()).isEqualTo(new TokenUsage(18, 5, 23, 0, 0, 0, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'thinking','thinking':[{'type':'text','text':'hm'}]}",
                "{'type':'thinking','text':'hm'}",
                "{'type':'reasoning','reasoning':{'text':'hm'}}",
                "{'type':'reasoning','summary':[{'type':'summary_text','text':'hm'}]}"
            })
    void reasoning_is_read_in_several_shapes(String block) {
        answer("[" + block + ",{'type':'text','text':'Hi'}]", "'stop_reason':'end_turn'", "null");
        assertThat(received.deltas()).containsExactly("REASONING:hm", "TEXT:Hi");
    }

    @Test
    void a_tool_call_is_an_answer() {
        answer(
                "[{'type':'tool_use','id':'toolu_1','name':'f','input':{'a':[1,{'b':null}]}}]",
                "'stop_reason':'tool_use'",
                "{'input_tokens':1,'output_tokens':1}");
        assertThat(received.verdict()).isEmpty();
        assertThat(received.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'tool_use'}", "{'type':'tool_use','id':'','name':'','input':{}}"})
    void an_empty_call_is_not_a_tool_call(String call) {
        answer("[" + call + "]", "'stop_reason':'end_turn'", "{'input_tokens':1,'output_tokens':1}");
        assertThat(received.verdict()).map(ProviderException::failure).contains(Failure.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'null'", "null"})
    void an_empty_stop_reason_is_ignored(String reason) {
        answer("[{'type':'text','text':'Hi'}]", "'stop_reason':" + reason, "null");
        assertThat(received.verdict()).isEmpty();
        assertThat(received.finishReason()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(received.warnings()).containsExactly("The provider gave no finish reason.");
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "compaction, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "pause_turn, PAUSE",
        "refusal, REFUSAL",
        "fresh_reason, UNKNOWN",
    })
    void every_stop_reason_is_mapped(String raw, FinishReason reason) {
        stopped(raw);
        assertThat(received.finishReason()).isEqualTo(reason);
    }

    @Test
    void text_with_an_unknown_reason_is_an_answer_with_a_warning() {
        stopped("fresh_reason");
        assertThat(received.verdict()).isEmpty();
        assertThat(received.warnings())
                .containsExactly("The provider gave no finish reason that is known: fresh_reason.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'refusal','category':'cyber','explanation':'Not this.'} | The model refused: Not this. (category cyber)",
                "{'category':'cyber'} | The model refused: (category cyber)",
                "{'explanation':'Not this.','category':null} | The model refused: Not this.",
                "{} | The model refused to answer.",
                "null | The model refused to answer.",
            })
    void a_refusal_has_the_text_of_the_vendor(String details, String message) {
        answer("[]", "'stop_reason':'refusal','stop_details':" + details.replace("''", "'"), "null");
        assertThat(received.verdict()).map(ProviderException::failure).contains(Failure.REFUSED);
        assertThat(received.verdict()).map(Throwable::getMessage).contains(message);
    }

    @Test
    void an_end_of_turn_without_text_is_malformed() {
        answer("[]", "'stop_reason':'end_turn'", "{'input_tokens':9,'output_tokens':2}");
        assertThat(received.verdict()).map(ProviderException::failure).contains(Failure.MALFORMED);
    }

    @Test
    void an_answer_whose_limit_was_used_up_by_thinking_has_a_warning() {
        answer("[{'type':'thinking','thinking':''}]", "'stop_reason':'max_tokens'", "null");
        assertThat(received.verdict()).isEmpty();
        assertThat(received.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'input_tokens':10,'cache_creation_input_tokens':3,'cache_read_input_tokens':4,'output_tokens':5} | 17 | 5 | 4 | 3",
                "{'input_tokens':0,'cache_creation_input_tokens':null,'cache_read_input_tokens':4,'output_tokens':5} | 4 | 5 | 4 | 0",
                "{'input_tokens':10,'cache_creation':{'ephemeral_5m_input_tokens':3},'output_tokens':5} | 10 | 5 | 0 | 0",
            })
    void prompt_tokens_include_cached_tokens(String usage, long prompt, long completion, long cached, long cacheWrite) {
        answer("[]", "'stop_reason':'max_tokens'", usage);
        assertThat(received.usage())
                .isEqualTo(new TokenUsage(prompt, completion, prompt + completion, cached, cacheWrite, 0, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "none",
            value = {
                "null | 1 | 1",
                "{} | 1 | 1",
                "{'input_tokens':5} | 5 | 1",
                "{'output_tokens':5} | 1 | 5",
                "{'input_tokens':-5,'cache_read_input_tokens':10,'output_tokens':5} | 1 | 5",
                "{'input_tokens':5,'output_tokens':5000000000} | 5 | 1",
            })
    void a_missing_or_invalid_count_is_estimated(String usage, long prompt, long completion) {
        answer("[{'type':'text','text':'Hi'}]", "'stop_reason':'end_turn'", usage);
        assertThat(received.usage()).isEqualTo(new TokenUsage(prompt, completion, prompt + completion, 0, 0, 0, true));
        assertThat(received.warnings()).hasSize(1);
    }

    @Test
    void an_error_with_status_200_is_an_error() {
        ProviderException e = catchThrowableOfType(
                ProviderException.class,
                () -> read("{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}"));
        assertThat(e.failure()).isEqualTo(Failure.UNAVAILABLE);
    }

    @Test
    void json_of_another_dialect_is_an_empty_answer() {
        read("{'choices':[{'message':{'content':'Hi'}}]}");
        assertThat(received.verdict()).map(ProviderException::failure).contains(Failure.MALFORMED);
    }
}
