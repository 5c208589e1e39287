package org.llmtestbench.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.client.Exchanges;
import org.llmtestbench.provider.client.ReasoningText;

/** The forms in which servers send reasoning. JSON is written with single quotes. */
class ReasoningTest {
    private final Exchanges received = new Exchanges(200);
    private final ChatStreamReader stream = new ChatStreamReader(received.exchange());

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private void delta(String delta) {
        byte[] event = bytes("{'choices':[{'index':0,'delta':" + delta + ",'finish_reason':null}]}");
        stream.event("", event, event.length);
    }

    private void message(String message) {
        byte[] body = bytes("{'choices':[{'index':0,'message':" + message + ",'finish_reason':'stop'}]}");
        ChatStreamReader.readWhole(body, received.exchange());
    }

    @Test
    void these_members_hold_reasoning() {
        assertThat(ReasoningText.MEMBERS)
                .containsExactly(
                        "reasoning_content",
                        "reasoning",
                        "reasoning_text",
                        "reasoning_summary",
                        "reasoningContent",
                        "thinking",
                        "thinking_content",
                        "thinking_text",
                        "thoughts",
                        "thought",
                        "reasoning_details",
                        "thinking_blocks");
    }

    private static final String[] VALUES = {
        "'Hm.'",
        "['H','m.']",
        "{'text':'Hm.'}",
        "{'content':'Hm.'}",
        "{'summary':'Hm.'}",
        "{'thinking':'Hm.','signature':'x'}",
        "{'summary':[{'type':'summary_text','text':'Hm.'}],'encrypted_content':'x'}",
        "{'content':[{'type':'reasoning_text','text':'Hm.'}],'summary':[]}",
        "[{'type':'reasoning.text','text':'Hm.','format':null,'index':0,'signature':'x'}]",
        "[{'type':'reasoning.summary','summary':'Hm.'}]",
        "[{'type':'reasoning.encrypted','data':'x'},{'type':'reasoning.text','text':'Hm.'}]",
        "[{'type':'thinking','thinking':'Hm.','signature':'x'}]",
        "[{'thinking':[{'type':'text','text':'H'},{'type':'text','text':'m.'}]}]",
        "[{'text':null,'summary':'Hm.'}]"
    };

    @Test
    void every_member_and_shape_is_read_as_reasoning_in_a_stream() {
        for (String member : ReasoningText.MEMBERS) {
            for (String value : VALUES) {
                Exchanges response = new Exchanges(200);
                byte[] event = bytes("{'choices':[{'delta':{'content':null,'" + member + "':" + value + "}}]}");
                new ChatStreamReader(response.exchange()).event("", event, event.length);
                assertThat(response.deltas()).as(member + ":" + value).containsExactly("REASONING:Hm.");
                assertThat(response.sawToken()).isTrue();
                assertThat(response.warnings()).isEmpty();
            }
        }
    }

    @Test
    void every_member_and_shape_is_read_as_reasoning_in_a_whole_response() {
        for (String member : ReasoningText.MEMBERS) {
            for (String value : VALUES) {
                Exchanges response = new Exchanges(200);
                byte[] body = bytes("{'choices':[{'message':{'" + member + "':" + value + ",'content':'4'}}]}");
                ChatStreamReader.readWhole(body, response.exchange());
                assertThat(response.deltas()).as(member + ":" + value).containsExactly("REASONING:Hm.", "TEXT:4");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'thinking','thinking':'Hm.'}",
                "{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]}",
                "{'type':'thinking','text':'Hm.'}",
                "{'type':'reasoning','reasoning':'Hm.'}",
                "{'type':'reasoning','text':'Hm.'}",
                "{'type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}]}",
                "{'type':'reasoning_text','text':'Hm.'}",
                "{'type':'reasoning_content','content':'Hm.'}",
                "{'type':'text','text':'Hm.','thought':true}"
            })
    void a_part_of_the_content_can_be_reasoning(String part) {
        delta("{'content':[" + part + "]}");
        message("{'content':[" + part + ",{'type':'text','text':'4'}]}");
        assertThat(received.deltas()).containsExactly("REASONING:Hm.", "REASONING:Hm.", "TEXT:4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'reasoning_content':'Hm.','reasoning':'Hm.'}
            {'reasoning':'Hm.','reasoning_content':'Hm.','reasoning_text':'Hm.'}
            {'reasoning':'Hm.','reasoning_details':[{'type':'reasoning.text','text':'Hm.'}]}
            {'reasoning_details':[{'type':'reasoning.text','text':'Hm.'}],'reasoning':'Hm.'}
            {'reasoning_content':'Hm.','thinking_blocks':[{'type':'thinking','thinking':'Hm.'}]}
            {'reasoning_content':'Hm.','content':[{'type':'thinking','thinking':'Hm.'}]}
            {'content':[{'type':'thinking','thinking':'Hm.'}],'reasoning':'Hm.'}
            {'reasoning_content':'','reasoning':'Hm.'}
            {'reasoning_content':null,'reasoning':'Hm.','thinking':''}
            {'reasoning':'Hm.','reasoning_content':null}
            {'reasoning':'Hm.','reasoning_details':[]}
            {'reasoning':{},'reasoning_text':'Hm.'}
            {'thinking':true,'reasoning':'Hm.'}
            """)
    void the_same_text_in_two_members_is_shown_once(String delta) {
        delta(delta);
        assertThat(received.deltas()).containsExactly("REASONING:Hm.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "null",
                "[]",
                "{}",
                "false",
                "true",
                "0",
                "NaN",
                "[{'type':'reasoning.encrypted','data':'x'}]",
                "{'effort':'low'}",
                "[[],{},null,1]"
            })
    void a_value_without_text_is_not_a_first_token(String value) {
        for (String member : ReasoningText.MEMBERS) {
            delta("{'content':'','" + member + "':" + value + "}");
        }
        assertThat(received.deltas()).isEmpty();
        assertThat(received.sawToken()).isFalse();
    }

    @Test
    void the_whole_reasoning_repeated_at_the_end_of_a_stream_is_ignored() {
        delta("{'reasoning_content':'First this, '}");
        delta("{'reasoning_content':'then that.'}");
        delta("{'content':'4','reasoning_details':[{'type':'reasoning.text','text':'First this, then that.'}]}");
        assertThat(received.deltas()).containsExactly("REASONING:First this, ", "REASONING:then that.", "TEXT:4");
    }

    @Test
    void a_repeated_short_delta_is_kept() {
        delta("{'reasoning':'ha'}");
        delta("{'reasoning':'ha'}");
        assertThat(received.deltas()).containsExactly("REASONING:ha", "REASONING:ha");
    }

    @Test
    void parts_of_the_content_can_be_texts_or_nested_texts() {
        message("{'content':['H',{'type':'text','text':{'value':'i'}},{'type':'output_text','text':'!'}]}");
        assertThat(received.text()).isEqualTo("Hi!");
    }
}
