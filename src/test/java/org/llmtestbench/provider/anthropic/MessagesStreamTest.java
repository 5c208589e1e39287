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

/** Parts of streams as real servers send them. JSON is written with single quotes. */
class MessagesStreamTest {
    private final Exchanges received = new Exchanges(200);
    private final MessagesStream stream = new MessagesStream(received.exchange());

    private boolean namedEvent(String name, String data) {
        byte[] bytes = data.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return stream.event(name, bytes, bytes.length);
    }

    /** @param rest the members after the type */
    private boolean event(String type, String rest) {
        return namedEvent(type, "{'type':'" + type + "'" + (rest.isEmpty() ? "" : ",") + rest + "}");
    }

    private void start(String usage) {
        event("message_start", "'message':{'id':'msg_1','model':'m-1','content':[],'usage':" + usage + "}");
    }

    private void block(String block) {
        event("content_block_start", "'index':0,'content_block':" + block);
    }

    private void delta(String delta) {
        event("content_block_delta", "'index':0,'delta':" + delta);
    }

    private void text(String text) {
        delta("{'type':'text_delta','text':'" + text + "'}");
    }

    private void stop(String reason, String usage) {
        event("message_delta", "'delta':{'stop_reason':'" + reason + "','stop_sequence':null},'usage':" + usage);
    }

    @Test
    void the_text_is_joined_from_all_blocks() {
        start("{'input_tokens':25,'output_tokens':1}");
        block("{'type':'text','text':''}");
        assertThat(received.deltas()).isEmpty();
        text("Hel");
        text("lo");
        assertThat(event("content_block_stop", "'index':0")).isFalse();
        block("{'type':'text','text':' there'}");
        delta("{'type':'citations_delta','citation':{'type':'char_location','cited_text':'x'}}");
        stop("end_turn", "{'output_tokens':12}");
        assertThat(event("message_stop", "")).isTrue();
        assertThat(received.deltas()).containsExactly("TEXT:Hel", "TEXT:lo", "TEXT: there");
        assertThat(received.usage()).isEqualTo(new TokenUsage(25, 12, 37, 0, 0, 0, false));
        assertThat(received.verdict()).isEmpty();
    }

    @Test
    void thinking_is_reasoning_and_its_signature_is_ignored() {
        block("{'type':'thinking','thinking':'','signature':''}");
        delta("{'type':'thinking_delta','thinking':'hm'}");
        delta("{'type':'signature_delta','signature':'EqQB'}");
        block("{'type':'redacted_thinking','data':'EmwK'}");
        text("4");
        assertThat(received.deltas()).containsExactly("REASONING:hm", "TEXT:4");
    }

    @Test
    void a_tool_call_without_text_is_an_answer() {
        block("{'type':'tool_use','id':'toolu_1','name':'f','input':{}}");
        delta("{'type':'input_json_delta','partial_json':''}");
        delta("{'type':'input_json_delta','partial_json':'{}'}");
        stop("tool_use", "{'output_tokens':5}");
        assertThat(received.verdict()).isEmpty();
        assertThat(received.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(received.warnings()).containsExactly("The model called a tool and gave no text.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'tool_use'}",
                "{'type':'tool_use','id':'','name':'','input':{}}",
                "{'type':'tool_use','id':null,'name':null,'input':null}",
                "{'type':'server_tool_use','id':'','name':'','input':''}",
            })
    void an_empty_call_is_not_a_tool_call_and_not_a_token(String call) {
        block(call);
        delta("{'type':'input_json_delta','partial_json':''}");
        delta("{'type':'input_json_delta'}");
        assertThat(received.hasToken()).isFalse();
        stop("end_turn", "{'output_tokens':5}");
        assertThat(received.verdict()).map(ProviderException::failure).contains(Failure.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'tool_use','id':'toolu_1','name':'','input':{}}",
                "{'type':'tool_use','name':'f'}",
                "{'type':'mcp_tool_use','input':{'a':1}}",
            })
    void a_call_with_a_name_an_id_or_input_is_a_tool_call(String call) {
        block(call);
        assertThat(received.hasToken()).isTrue();
        stop("tool_use", "{'output_tokens':5}");
        assertThat(received.verdict()).isEmpty();
    }

    @Test
    void the_input_of_a_call_is_a_token() {
        delta("{'type':'input_json_delta','partial_json':'{'}");
        assertThat(received.hasToken()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "' '", "'null'", "null"})
    void an_empty_stop_reason_is_ignored(String reason) {
        text("Hi");
        event("message_delta", "'delta':{'stop_reason':" + reason + "}");
        assertThat(received.finishReason()).isNull();
        assertThat(received.verdict()).isEmpty();
        assertThat(received.warnings()).containsExactly("The provider gave no finish reason.");
    }

    @Test
    void a_paused_tool_loop_of_the_vendor_keeps_its_text() {
        text("Let me look.");
        block("{'type':'server_tool_use','id':'srvtoolu_1','name':'web_search','input':{}}");
        delta("{'type':'input_json_delta','partial_json':'{}'}");
        block("{'type':'web_search_tool_result','tool_use_id':'srvtoolu_1','content':[{'type':'new'}]}");
        stop("pause_turn", "{'output_tokens':5}");
        assertThat(received.text()).isEqualTo("Let me look.");
        assertThat(received.finishReason()).isEqualTo(FinishReason.PAUSE);
        assertThat(received.verdict()).isEmpty();
    }

    @Test
    void what_is_not_known_is_passed_over() {
        assertThat(namedEvent("ping", "{'type':'ping'}")).isFalse();
        assertThat(namedEvent("fresh_event", "not even JSON")).isFalse();
        assertThat(event("", "'x':1")).isFalse();
        assertThat(namedEvent("", "{'type':'ping'}")).isFalse();
        block("{'type':'fresh_block','text':'not an answer'}");
        delta("{'type':'compaction_delta','content':'x'}");
        assertThat(received.deltas()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'type':'thinking_delta','thinking':'hm'}
            {'type':'thinking_delta','thinking':[{'type':'text','text':'hm'}]}
            {'type':'thinking_delta','thinking':{'content':'hm'}}
            {'type':'thinking_delta','text':'hm'}
            {'type':'reasoning_delta','reasoning':'hm'}
            {'type':'reasoning','text':'hm'}
            {'thinking':'hm'}
            """)
    void reasoning_is_read_in_several_shapes(String delta) {
        delta(delta);
        block(delta.replace("_delta", ""));
        assertThat(received.deltas()).containsExactly("REASONING:hm", "REASONING:hm");
        assertThat(received.sawToken()).isTrue();
    }

    @Test
    void text_without_a_type_is_not_lost() {
        delta("{'text':'of no type'}");
        assertThat(received.text()).isEqualTo("of no type");
    }

    @Test
    void event_names_are_optional() {
        namedEvent("", "{'type':'content_block_delta','delta':{'type':'text_delta','text':'Hi'}}");
        assertThat(received.text()).isEqualTo("Hi");
        assertThat(namedEvent("", "{'type':'message_stop'}")).isTrue();
    }

    @Test
    void events_without_content_are_ignored() {
        event("message_start", "");
        event("content_block_start", "'index':0");
        event("content_block_delta", "'index':0,'delta':null");
        event("message_delta", "");
        assertThat(received.deltas()).isEmpty();
        assertThat(namedEvent("message_stop", "{}")).isTrue();
    }

    @Test
    void only_message_stop_ends_the_stream() {
        text("Hi");
        stop("end_turn", "{'output_tokens':1}");
        assertThat(stream.isTruncationPossible()).isFalse();
    }

    @Test
    void usage_is_cumulative_and_a_missing_count_has_not_changed() {
        start("{'input_tokens':10,'cache_creation_input_tokens':3,'cache_read_input_tokens':4,'output_tokens':1}");
        event("message_delta", "'delta':{'stop_reason':null},'usage':{'output_tokens':7,'input_tokens':null}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(17, 7, 24, 4, 3, 0, false));
        stop(
                "end_turn",
                "{'input_tokens':20,'cache_read_input_tokens':5,'output_tokens':30,"
                        + "'output_tokens_details':{'thinking_tokens':9},'server_tool_use':{'web_search_requests':1}}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(28, 30, 58, 5, 3, 9, false));
        event("message_delta", "'delta':{}");
        assertThat(received.usage().completion()).isEqualTo(30);
        assertThat(received.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void the_output_count_at_the_start_of_a_stream_is_ignored() {
        start("{'input_tokens':10,'output_tokens':2}");
        text("Hi");
        stop("end_turn", "null");
        assertThat(received.usage()).isEqualTo(new TokenUsage(10, 1, 11, 0, 0, 0, true));
        assertThat(received.warnings()).hasSize(1);
    }

    @Test
    void a_refusal_within_the_stream_keeps_the_text_so_far() {
        text("First you");
        event(
                "message_delta",
                "'delta':{'stop_reason':'refusal','stop_details':{'type':'refusal','category':'bio'}},'usage':null");
        assertThat(received.text()).isEqualTo("First you");
        assertThat(received.verdict()).map(ProviderException::failure).contains(Failure.REFUSED);
        assertThat(received.verdict()).map(Throwable::getMessage).contains("The model refused: (category bio)");
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error, Overloaded, UNAVAILABLE",
        "api_error, Internal server error, UNAVAILABLE",
        "timeout_error, Request timed out, UNAVAILABLE",
        "rate_limit_error, Slow down, RATE_LIMITED",
        "invalid_request_error, no such field, INVALID_REQUEST",
        "invalid_request_error, prompt is too long: 9 tokens > 8 maximum, CONTEXT_LENGTH_EXCEEDED",
        "authentication_error, invalid x-api-key, AUTHENTICATION",
        "billing_error, pay, QUOTA_EXHAUSTED",
        "not_found_error, model: the-model, MODEL_NOT_FOUND",
        "fresh_error, who knows, UNAVAILABLE",
    })
    void an_error_in_the_stream_is_classified_like_an_error_response(String type, String message, Failure failure) {
        String error = "'error':{'type':'" + type + "','message':'" + message + "'},'request_id':'req_9'";
        ProviderException e = catchThrowableOfType(ProviderException.class, () -> event("error", error));
        assertThat(e.failure()).isEqualTo(failure);
        assertThat(e).hasMessageContaining("(inside the answer, request req_9)").hasMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "no json, no json",
        "{'error':{'message':'busy'}}, busy",
        "{'message':'busy'}, busy",
        "{'type':'overloaded_error'}, inside the answer).",
        "'', inside the answer).",
    })
    void an_error_event_with_any_data_is_an_error(String data, String end) {
        ProviderException e = catchThrowableOfType(ProviderException.class, () -> namedEvent("error", data));
        assertThat(e.failure()).isEqualTo(Failure.UNAVAILABLE);
        assertThat(e).hasMessageEndingWith(end);
    }

    @Test
    void data_that_is_not_json_is_malformed() {
        for (String data : new String[] {"Hello", "{'type':", "[]", "null"}) {
            ProviderException e =
                    catchThrowableOfType(ProviderException.class, () -> namedEvent("content_block_delta", data));
            assertThat(e.failure()).isEqualTo(Failure.MALFORMED);
        }
    }
}
