package org.llmtestbench.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.provider.client.Exchanges;

/** Some servers send members other than the content with unexpected types. JSON is written with single quotes. */
class SideMembersTest {
    private static final String VALID_USAGE = "{'prompt_tokens':10,'completion_tokens':2,'total_tokens':12}";
    private static final List<String> INVALID = List.of(
            "[]",
            "[1]",
            "{}",
            "{'a':{'b':[1]}}",
            "5",
            "-1",
            "0.5",
            "1e3",
            "1e400",
            "123456789012345678901234567890",
            "true",
            "false",
            "''",
            "'text'",
            "'12'",
            "'\\ud83d'",
            "NaN",
            "Infinity",
            "-Infinity",
            "null");
    private static final List<String> TOP_LEVEL_MEMBERS = List.of(
            "id", "model", "object", "created", "system_fingerprint", "usage", "x_groq", "type", "code", "message");
    private static final List<String> COUNT_MEMBERS = List.of(
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "prompt_tokens_details",
            "completion_tokens_details",
            "prompt_cache_hit_tokens",
            "cached_tokens",
            "reasoning_tokens");
    private static final List<String> CHOICE_MEMBERS = List.of("index", "finish_reason", "logprobs", "usage");

    private final Exchanges received = new Exchanges(200);

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private void whole(String json) {
        ChatStreamReader.readWhole(bytes(json), received.exchange());
    }

    private void streamed(String... events) {
        ChatStreamReader stream = new ChatStreamReader(received.exchange());
        for (String event : events) {
            assertThat(stream.event("", bytes(event), bytes(event).length)).isFalse();
        }
        assertThat(stream.event("", bytes("[DONE]"), 6)).isTrue();
    }

    private void assertAnswered() {
        assertThat(received.verdict()).isEmpty();
        assertThat(received.text()).isEqualTo("Hi");
    }

    private static String chunk(String delta, String rest) {
        return "{'id':'a','model':'m','choices':[{'index':0,'delta':" + delta + rest + "}]}";
    }

    static Stream<Arguments> invalidTopLevelMembers() {
        return TOP_LEVEL_MEMBERS.stream().flatMap(name -> INVALID.stream().map(invalid -> Arguments.of(name, invalid)));
    }

    @ParameterizedTest
    @MethodSource("invalidTopLevelMembers")
    void an_invalid_top_level_member_does_not_break_a_whole_response(String name, String invalid) {
        whole("{'" + name + "':" + invalid
                + ",'choices':[{'index':0,'message':{'content':'Hi'},'finish_reason':'stop'}]}");
        assertAnswered();
    }

    @ParameterizedTest
    @MethodSource("invalidTopLevelMembers")
    void an_invalid_top_level_member_does_not_break_a_stream(String name, String invalid) {
        streamed(
                "{'" + name + "':" + invalid
                        + ",'choices':[{'index':0,'delta':{'content':'Hi'},'finish_reason':null}]}",
                "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}],'" + name + "':" + invalid + "}",
                "{'choices':[],'" + name + "':" + invalid + "}");
        assertAnswered();
    }

    static Stream<Arguments> invalidCounts() {
        return COUNT_MEMBERS.stream().flatMap(name -> INVALID.stream().map(invalid -> Arguments.of(name, invalid)));
    }

    @ParameterizedTest
    @MethodSource("invalidCounts")
    void an_invalid_count_does_not_break_the_response(String name, String invalid) {
        String usage = "{'prompt_tokens':10,'completion_tokens':2,'total_tokens':12,'" + name + "':" + invalid + "}";
        whole("{'choices':[{'message':{'content':'Hi'},'finish_reason':'stop','usage':" + usage + "}],'usage':" + usage
                + ",'x_groq':{'usage':" + usage + "}}");
        assertAnswered();
        received.usage();
        streamed("{'choices':[],'usage':" + usage + "}");
        assertAnswered();
    }

    static Stream<Arguments> invalidChoiceMembers() {
        return CHOICE_MEMBERS.stream().flatMap(name -> INVALID.stream().map(invalid -> Arguments.of(name, invalid)));
    }

    @ParameterizedTest
    @MethodSource("invalidChoiceMembers")
    void an_invalid_member_of_the_choice_does_not_break_the_response(String name, String invalid) {
        whole("{'choices':[{'message':{'content':'Hi'},'" + name + "':" + invalid + "}]}");
        assertAnswered();
    }

    @ParameterizedTest
    @MethodSource("invalidChoiceMembers")
    void an_invalid_member_of_the_choice_does_not_break_a_stream(String name, String invalid) {
        streamed(
                "{'choices':[{'delta':{'content':'H'},'" + name + "':" + invalid + "}]}",
                "{'choices':[{'delta':{'content':'i'},'" + name + "':" + invalid + "}]}");
        assertAnswered();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true", "[]", "{}", "0", "NaN", "''", "null"})
    void a_refusal_that_is_not_a_text_is_ignored(String invalid) {
        whole("{'choices':[{'message':{'refusal':" + invalid + ",'content':'Hi','role':[]},'finish_reason':'stop'}]}");
        assertAnswered();
        streamed(chunk("{'refusal':" + invalid + "}", ",'finish_reason':'stop'"));
        assertAnswered();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'id':[1]                                         | id as a list
            'model':{}                                       | model as an object
            'object':5                                       | object as a number
            'usage':[]                                       | usage as a list
            'usage':'x'                                    | usage as a text
            'usage':7                                        | usage as a number
            'usage':0.5                                      | usage as a number
            'usage':true                                     | usage as true
            'x_groq':[]                                      | x_groq as a list
            'x_groq':{'usage':'x'}                         | x_groq.usage as a text
            'usage':{'prompt_tokens_details':[]}             | usage.prompt_tokens_details as a list
            'usage':{'completion_tokens_details':false}      | usage.completion_tokens_details as false
            'usage':{'prompt_tokens':{}}                     | usage.prompt_tokens as an object
            'usage':{'prompt_tokens':'ten'}                | usage.prompt_tokens as a text
            'usage':{'prompt_tokens':NaN}                    | usage.prompt_tokens as a number that is not a count
            'usage':{'prompt_tokens':1e400}                  | usage.prompt_tokens as a number that is not a count
            'usage':{'prompt_tokens':99999999999999999999}   | usage.prompt_tokens as a number that is not a count
            'usage':{'prompt_tokens':1.5}                    | usage.prompt_tokens as a number that is not a count
            'usage':{'completion_tokens_details':{'reasoning_tokens':[]}} | usage.completion_tokens_details.reasoning_tokens as a list
            'choices':[{'finish_reason':false}]              | choices[0].finish_reason as false
            'choices':[{'index':'x'}]                      | choices[0].index as a text
            """)
    void a_warning_names_the_member_that_could_not_be_read(String member, String expected) {
        whole("{" + member + "}");
        assertThat(received.warnings()).contains("The provider sent " + expected + "; it was ignored.");
    }

    @Test
    void a_member_that_is_invalid_in_every_event_causes_one_warning() {
        streamed(
                "{'id':[],'choices':[{'delta':{'content':'H'}}]}",
                "{'id':[],'choices':[{'delta':{'content':'i'}}]}",
                "{'id':{},'choices':[]}");
        assertThat(received.warnings()).containsExactly("The provider sent id as a list; it was ignored.");
    }

    @Test
    void a_number_is_accepted_as_id() {
        whole("{'id':123,'model':4,'choices':[{'message':{'content':'Hi'},'finish_reason':'stop'}]}");
        assertThat(received.id()).isEqualTo("123");
        assertThat(received.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'10', '2', '12'", "1e1, 2.0, 12", "' 10 ', '2e0', 12.00"})
    void counts_can_be_texts_or_have_an_exponent(String prompt, String completion, String total) {
        whole("{'usage':{'prompt_tokens':" + quoted(prompt) + ",'completion_tokens':" + quoted(completion)
                + ",'total_tokens':" + quoted(total) + "}}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(10, 2, 12, 0, 0, 0, false));
        assertThat(received.warnings()).isEmpty();
    }

    private static String quoted(String text) {
        return text.equals("12") || text.contains(".") || text.equals("1e1") ? text : "'" + text + "'";
    }

    @Test
    void invalid_details_do_not_change_the_counts() {
        whole("{'choices':[{'message':{'content':'Hi'},'finish_reason':'stop'}],'usage':{'prompt_tokens':10,"
                + "'prompt_tokens_details':[],'completion_tokens_details':'none','completion_tokens':2}}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(10, 2, 12, 0, 0, 0, false));
    }

    @Test
    void a_valid_usage_after_an_invalid_one_is_used() {
        streamed("{'choices':[],'usage':[]}", "{'choices':[],'usage':" + VALID_USAGE + "}", "{'usage':'end'}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(10, 2, 12, 0, 0, 0, false));
    }

    @Test
    void an_invalid_finish_reason_does_not_end_the_stream() {
        ChatStreamReader stream = new ChatStreamReader(received.exchange());
        byte[] event = bytes(chunk("{'content':'Hi'}", ",'finish_reason':false"));
        stream.event("", event, event.length);
        assertThat(stream.isTruncationPossible()).isFalse();
    }

    @Test
    void choices_without_a_valid_index_are_distinguished_by_position() {
        whole("{'choices':[{'index':'a','message':{'content':'Hi'}},{'index':[],'message':{'content':'Ho'}}]}");
        assertThat(received.text()).isEqualTo("Hi");
    }

    @Test
    void a_server_can_count_choices_from_one() {
        whole("{'choices':[{'index':1,'message':{'content':'Hi'}},{'index':2,'message':{'content':'Ho'}}]}");
        assertThat(received.text()).isEqualTo("Hi");
    }

    @Test
    void a_stream_uses_the_first_choice() {
        streamed(
                "{'choices':[{'index':1,'delta':{'content':'H'}}]}",
                "{'choices':[{'index':2,'delta':{'content':'x'}}]}",
                "{'choices':[{'index':1,'delta':{'content':'i'}}]}");
        assertThat(received.text()).isEqualTo("Hi");
        assertThat(received.warnings()).contains("The provider sent several choices; only the first is shown.");
    }

    @Test
    void content_of_the_wrong_type_is_not_lost() {
        whole("{'choices':[{'message':{'content':{'city':'Paris'}},'finish_reason':'stop'}]}");
        assertThat(received.text()).isEqualTo("{\"city\":\"Paris\"}");
        assertThat(received.warnings()).containsExactly("The provider sent the content as JSON and not as a text.");
    }

    @Test
    void a_body_of_the_wrong_type_is_malformed_and_the_message_names_the_member() {
        assertThat(failure("{'choices':'none'}"))
                .isEqualTo("The answer is not the JSON it should be: choices has the wrong type.");
        assertThat(failure("{'choices':[{'message':'Hi'}]}"))
                .isEqualTo("The answer is not the JSON it should be: choices[0].message has the wrong type.");
        assertThat(failure("[]")).startsWith("The answer is not the JSON it should be but '[]'");
        assertThat(failure("7")).startsWith("The answer is not the JSON it should be but '7'");
    }

    private String failure(String body) {
        try {
            whole(body);
            return null;
        } catch (RuntimeException e) {
            return e.getMessage();
        }
    }
}
