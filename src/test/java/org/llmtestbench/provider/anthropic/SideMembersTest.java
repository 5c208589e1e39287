package org.llmtestbench.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.provider.client.Exchanges;

/** Some servers send members other than the content with unexpected types. JSON is written with single quotes. */
class SideMembersTest {
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
    private static final List<String> MESSAGE_MEMBERS =
            List.of("id", "type", "role", "model", "stop_reason", "stop_sequence", "usage", "container");
    private static final List<String> COUNT_MEMBERS = List.of(
            "input_tokens",
            "output_tokens",
            "cache_creation_input_tokens",
            "cache_read_input_tokens",
            "output_tokens_details",
            "cache_creation");

    private final Exchanges received = new Exchanges(200);
    private final MessagesStream stream = new MessagesStream(received.exchange());

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private void whole(String json) {
        MessagesResponse.read(bytes(json), received.exchange());
    }

    private boolean event(String name, String json) {
        return stream.event(name, bytes(json), bytes(json).length);
    }

    private void assertAnswered() {
        assertThat(received.verdict()).isEmpty();
        assertThat(received.text()).isEqualTo("Hi");
    }

    static Stream<Arguments> invalidMessageMembers() {
        return MESSAGE_MEMBERS.stream().flatMap(name -> INVALID.stream().map(invalid -> Arguments.of(name, invalid)));
    }

    @ParameterizedTest
    @MethodSource("invalidMessageMembers")
    void an_invalid_member_does_not_break_a_whole_response(String name, String invalid) {
        whole("{'" + name + "':" + invalid + ",'content':[{'type':'text','text':'Hi'}]}");
        assertAnswered();
    }

    @ParameterizedTest
    @MethodSource("invalidMessageMembers")
    void an_invalid_member_does_not_break_a_stream(String name, String invalid) {
        event("message_start", "{'type':'message_start','message':{'" + name + "':" + invalid + ",'content':[]}}");
        event(
                "content_block_start",
                "{'type':'content_block_start','index':" + invalid + ",'content_block':{'type':'text','text':''}}");
        event(
                "content_block_delta",
                "{'type':'content_block_delta','index':" + invalid + ",'delta':{'type':'text_delta','text':'Hi'}}");
        event(
                "message_delta",
                "{'type':'message_delta','delta':{'" + name + "':" + invalid + "},'usage':" + invalid + "}");
        assertThat(event("message_stop", "{'type':'message_stop'}")).isTrue();
        assertAnswered();
    }

    static Stream<Arguments> invalidCounts() {
        return COUNT_MEMBERS.stream().flatMap(name -> INVALID.stream().map(invalid -> Arguments.of(name, invalid)));
    }

    @ParameterizedTest
    @MethodSource("invalidCounts")
    void an_invalid_count_does_not_break_the_response(String name, String invalid) {
        String usage = "{'input_tokens':10,'output_tokens':2,'" + name + "':" + invalid + "}";
        whole("{'content':[{'type':'text','text':'Hi'}],'stop_reason':'end_turn','usage':" + usage + "}");
        assertAnswered();
        received.usage();
        event("message_start", "{'type':'message_start','message':{'usage':" + usage + "}}");
        event("message_delta", "{'type':'message_delta','usage':" + usage + "}");
        assertAnswered();
        received.usage();
    }

    @Test
    void an_invalid_message_at_the_start_is_ignored() {
        for (String invalid : INVALID) {
            event("message_start", "{'type':'message_start','message':" + invalid + "}");
        }
        event("content_block_delta", "{'type':'content_block_delta','delta':{'type':'text_delta','text':'Hi'}}");
        assertAnswered();
    }

    @Test
    void an_event_with_an_invalid_type_is_identified_by_its_name() {
        event("content_block_delta", "{'type':[],'delta':{'type':{},'text':'Hi'}}");
        assertAnswered();
        assertThat(received.warnings())
                .startsWith(
                        "The provider sent type as a list; it was ignored.",
                        "The provider sent delta.type as an object; it was ignored.");
    }

    @Test
    void a_block_with_an_invalid_type_is_identified_by_its_members() {
        whole("{'content':[{'type':5,'thinking':'hm'},{'type':[],'text':'Hi'}],'stop_reason':'end_turn'}");
        assertThat(received.deltas()).containsExactly("REASONING:hm", "TEXT:Hi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'id':[1]                                      | id as a list
            'model':{}                                    | model as an object
            'type':5                                      | type as a number
            'stop_reason':false                           | stop_reason as false
            'usage':[]                                    | usage as a list
            'usage':true                                  | usage as true
            'usage':{'input_tokens':[]}                   | usage.input_tokens as a list
            'usage':{'output_tokens':NaN}                 | usage.output_tokens as a number that is not a count
            'usage':{'output_tokens_details':[]}          | usage.output_tokens_details as a list
            'content':[{'type':1}]                        | content[0].type as a number
            """)
    void a_warning_names_the_member_that_could_not_be_read(String member, String expected) {
        whole("{" + member + "}");
        assertThat(received.warnings()).contains("The provider sent " + expected + "; it was ignored.");
    }

    @Test
    void counts_can_be_texts() {
        whole("{'usage':{'input_tokens':'10','output_tokens':'2e0','cache_read_input_tokens':'3'}}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(13, 2, 15, 3, 0, 0, false));
        assertThat(received.warnings()).isEmpty();
    }

    @Test
    void invalid_details_do_not_change_the_counts() {
        whole("{'content':[{'type':'text','text':'Hi'}],'usage':{'input_tokens':10,'output_tokens_details':'none',"
                + "'output_tokens':2}}");
        assertThat(received.usage()).isEqualTo(new TokenUsage(10, 2, 12, 0, 0, 0, false));
    }
}
