package org.llmtestbench.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.provider.client.Exchanges;

/** Parts of streams as real servers send them. JSON is written with single quotes. */
class ChatStreamReaderTest {
    private final Exchanges received = new Exchanges(200);
    private final ChatStreamReader stream = new ChatStreamReader(received.exchange());

    private boolean event(String name, String data) {
        byte[] bytes = data.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return stream.event(name, bytes, bytes.length);
    }

    private void delta(String delta) {
        event("", "{'id':'c-1','model':'m','choices':[{'index':0,'delta':" + delta + ",'finish_reason':null}]}");
    }

    private void finish(String reason) {
        event("", "{'choices':[{'index':0,'delta':{},'finish_reason':'" + reason + "'}]}");
    }

    private static void failsWith(Failure failure, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    @Test
    void a_delta_with_only_a_role_has_no_text() {
        delta("{'role':'assistant','content':'','refusal':null}");
        assertThat(received.deltas()).isEmpty();
        delta("{'content':'Hi'}");
        assertThat(received.deltas()).containsExactly("TEXT:Hi");
    }

    @Test
    void chunks_without_choices_are_accepted_anywhere() {
        event("", "{'choices':[],'prompt_filter_results':[{'prompt_index':0}],'id':'','model':''}");
        event("", "{'id':'x'}");
        delta("{'content':'Hi'}");
        assertThat(received.text()).isEqualTo("Hi");
    }

    @Test
    void the_done_event_can_have_blanks_around_it() {
        assertThat(event("", "[DONE]")).isTrue();
        assertThat(event("", " [DONE] \n")).isTrue();
    }

    @Test
    void a_stream_without_done_event_can_end_after_a_finish_reason() {
        delta("{'content':'Hi'}");
        assertThat(stream.isTruncationPossible()).isFalse();
        finish("stop");
        assertThat(stream.isTruncationPossible()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "stop, STOP",
        "eos, STOP",
        "length, LENGTH",
        "model_length, LENGTH",
        "content_filter, CONTENT_FILTER",
        "tool_calls, TOOL_CALLS",
        "function_call, TOOL_CALLS",
        "network_error, ERROR",
        "brand_new, UNKNOWN"
    })
    void every_finish_reason_is_mapped(String raw, FinishReason reason) {
        finish(raw);
        assertThat(received.finishReason()).isEqualTo(reason);
    }

    @Test
    void reasoning_has_several_names_and_is_read_once() {
        delta("{'reasoning_content':'a'}");
        delta("{'reasoning':'b'}");
        delta("{'reasoning_text':'c'}");
        delta("{'reasoning_content':'d','reasoning':'d'}");
        delta("{'reasoning':{'odd':true}}");
        assertThat(received.deltas()).containsExactly("REASONING:a", "REASONING:b", "REASONING:c", "REASONING:d");
    }

    @Test
    void content_can_be_a_list_of_parts() {
        delta("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'hm'}]}]}");
        delta("{'content':[{'type':'text','text':'144'},{'type':'new','x':1}]}");
        assertThat(received.deltas()).containsExactly("REASONING:hm", "TEXT:144");
    }

    @Test
    void a_refusal_is_not_part_of_the_text() {
        delta("{'refusal':'I can'}");
        delta("{'refusal':' not'}");
        finish("stop");
        assertThat(received.text()).isEmpty();
        assertThat(received.verdict()).map(Throwable::getMessage).contains("The model refused: I can not");
    }

    @Test
    void tool_calls_without_text_are_an_answer() {
        delta("{'tool_calls':[{'index':0,'id':'t','function':{'name':'f','arguments':''}}]}");
        finish("tool_calls");
        assertThat(received.verdict()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tool_calls':[]",
                "'tool_calls':[{}]",
                "'tool_calls':[null]",
                "'tool_calls':''",
                "'tool_calls':{}",
                "'tool_calls':[{'index':0,'id':'','type':'function','function':{'name':'','arguments':''}}]",
                "'tool_calls':[{'index':0,'id':null,'type':'function','function':{'name':null,'arguments':null}}]",
                "'tool_calls':[{'index':0,'type':'function','function':{}}]",
                "'function_call':{'arguments':'','name':''}",
                "'function_call':{'arguments':null,'name':null}",
                "'function_call':{}",
                "'function_call':''",
            })
    void an_empty_call_is_not_a_tool_call_and_not_a_token(String call) {
        delta("{'role':'assistant','content':''," + call + "}");
        assertThat(received.hasToken()).isFalse();
        finish("stop");
        assertThat(received.verdict()).map(ProviderException::failure).contains(Failure.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tool_calls':[{'index':0,'id':'c1','type':'function','function':{'name':'','arguments':''}}]",
                "'tool_calls':[{'index':0,'function':{'name':'f'}}]",
                "'tool_calls':[{},{'index':1,'function':{'arguments':'{'}}]",
                "'tool_calls':[{'function':{'arguments':{'a':1}}}]",
                "'tool_calls':[{'custom':{'input':'x'}}]",
                "'function_call':{'arguments':'','name':'f'}",
            })
    void a_call_with_a_name_an_id_or_arguments_is_a_tool_call(String call) {
        delta("{" + call + "}");
        assertThat(received.hasToken()).isTrue();
        finish("tool_calls");
        assertThat(received.verdict()).isEmpty();
    }

    @Test
    void a_stream_reads_the_delta_if_a_choice_also_has_a_message() {
        event("", "{'choices':[{'message':{'content':'Hel'},'delta':{'content':'Hel'}}]}");
        event("", "{'choices':[{'message':{'content':'Hello'},'delta':{'content':'lo'}}]}");
        event("", "{'choices':[{'message':{'content':'Hello'},'delta':{'content':''},'finish_reason':'stop'}]}");
        event("", "{'choices':[{'message':{'content':'Hello'}}]}");
        assertThat(received.deltas()).containsExactly("TEXT:Hel", "TEXT:lo");
    }

    @Test
    void a_stream_reads_the_message_if_there_is_no_delta() {
        event("", "{'choices':[{'message':{'content':'Hello'},'delta':null,'finish_reason':'stop'}]}");
        assertThat(received.deltas()).containsExactly("TEXT:Hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'message':{'content':'Hello'},'delta':{'role':'assistant','content':''}",
                "'delta':{'role':'assistant','content':''},'message':{'content':'Hello'}",
                "'delta':{'content':'Hel'},'message':{'content':'Hello'}",
                "'message':{'content':'Hello'},'delta':null",
                "'message':null,'delta':{'content':'Hello'}",
            })
    void a_whole_response_reads_the_message_if_a_choice_also_has_a_delta(String choice) {
        String body = "{'choices':[{'index':0," + choice + ",'finish_reason':'stop'}]}";
        ChatStreamReader.readWhole(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), received.exchange());
        assertThat(received.text()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "' '", "'null'", "null"})
    void an_empty_finish_reason_is_ignored(String reason) {
        event("", "{'choices':[{'delta':{'content':'Hi'},'finish_reason':" + reason + "}]}");
        assertThat(stream.isTruncationPossible()).isFalse();
        assertThat(received.finishReason()).isNull();
        assertThat(received.verdict()).isEmpty();
        assertThat(received.finishReason()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(received.warnings()).containsExactly("The provider gave no finish reason.");
    }

    @Test
    void only_the_first_of_several_choices_is_used() {
        event("", "{'choices':[{'index':1,'delta':{'content':'other'}},{'index':0,'delta':{'content':'mine'}}]}");
        assertThat(received.text()).isEqualTo("mine");
        assertThat(received.warnings()).containsExactly("The provider sent several choices; only the first is shown.");
    }

    @Test
    void usage_is_read_from_every_known_member_and_the_last_wins() {
        event("", "{'choices':[],'x_groq':{'usage':{'prompt_tokens':1,'completion_tokens':1}}}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(1, 1, 2, 0, 0, 0, false));
        event("", "{'choices':[{'usage':{'prompt_tokens':2,'completion_tokens':2,'cached_tokens':1}}]}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(2, 2, 4, 1, 0, 0, false));
        event("", "{'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':3,'prompt_cache_hit_tokens':2}}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(3, 3, 6, 2, 0, 0, false));
        event(
                "",
                "{'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':5,'total_tokens':14,"
                        + "'prompt_tokens_details':{'cached_tokens':4,'cache_write_tokens':3,'audio_tokens':0},"
                        + "'completion_tokens_details':{'reasoning_tokens':2}},'new':{'field':1}}");
        event("", "{'choices':[],'usage':null}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(9, 5, 14, 4, 3, 2, false));
    }

    @Test
    void an_error_in_the_stream_is_classified_by_its_content() {
        failsWith(Failure.UNAVAILABLE, () -> event("", "{'error':{'message':'busy','type':'server_error'}}"));
        failsWith(Failure.QUOTA_EXHAUSTED, () -> event("", "{'error':{'code':'insufficient_quota'}}"));
        failsWith(Failure.RATE_LIMITED, () -> event("error", "{'error':{'code':429}}"));
        failsWith(Failure.INVALID_REQUEST, () -> event("error", "{'message':'no','type':'invalid_request_error'}"));
        failsWith(Failure.UNAVAILABLE, () -> event("", "{'error':'something broke'}"));
        failsWith(
                Failure.CONTEXT_LENGTH_EXCEEDED,
                () -> event("", "{'object':'error','message':'x','code':'context_length_exceeded'}"));
    }

    @Test
    void text_in_the_same_event_as_an_error_is_kept() {
        failsWith(
                Failure.INVALID_REQUEST,
                () -> event("", "{'error':{'code':400,'message':'Limit'},'choices':[{'delta':{'content':'x'}}]}"));
        assertThat(received.text()).isEqualTo("x");
    }

    @Test
    void an_empty_error_is_ignored() {
        event("", "{'error':null,'choices':[]}");
        event("", "{'error':'','choices':[]}");
        assertThat(received.deltas()).isEmpty();
    }

    @Test
    void data_that_is_not_json_is_malformed() {
        failsWith(Failure.MALFORMED, () -> event("", "Hello"));
        failsWith(Failure.MALFORMED, () -> event("", "{'choices':"));
        failsWith(Failure.MALFORMED, () -> event("", "[]"));
        failsWith(Failure.MALFORMED, () -> event("", "null"));
    }

    @Test
    void an_error_event_without_json_keeps_its_text() {
        assertThatThrownBy(() -> event("error", "no json")).hasMessageEndingWith(": no json");
        failsWith(Failure.UNAVAILABLE, () -> event("error", "no json"));
        failsWith(Failure.UNAVAILABLE, () -> event("error", ""));
    }
}
