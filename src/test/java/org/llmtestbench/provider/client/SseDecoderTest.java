package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

class SseDecoderTest {
    private static List<String> decode(byte[] bytes, int... cuts) {
        List<String> events = new ArrayList<>();
        SseDecoder decoder = new SseDecoder(
                (name, data, length) -> events.add(name + "|" + new String(data, 0, length, StandardCharsets.UTF_8)));
        int from = 0;
        for (int cut : cuts) {
            decoder.feed(Buffer.buffer().appendBytes(bytes, from, cut - from));
            from = cut;
        }
        decoder.feed(Buffer.buffer().appendBytes(bytes, from, bytes.length - from));
        decoder.end();
        return events;
    }

    private static List<String> decode(String text) {
        return decode(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void events_end_at_blank_lines() {
        assertThat(decode("data: a\n\ndata: b\n\n")).containsExactly("|a", "|b");
    }

    @Test
    void lines_may_end_in_any_way() {
        assertThat(decode("event: x\r\ndata: a\r\n\r\ndata: b\r\r")).containsExactly("x|a", "|b");
    }

    @Test
    void one_space_after_the_colon_is_not_data() {
        assertThat(decode("data:a\n\ndata:  b\n\ndata: c\ndata\n\n")).containsExactly("|a", "| b", "|c\n");
    }

    @Test
    void several_data_lines_are_one_event() {
        assertThat(decode("data: a\ndata: b\n\n")).containsExactly("|a\nb");
    }

    @Test
    void comments_ids_retries_and_unknown_fields_are_dropped() {
        assertThat(decode(": ping\n\nid: 1\nretry: 5\ndatax: no\ndat: no\ndata: a\n\n:\n\n"))
                .containsExactly("|a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data:", "data: ", "data:  \t", "data", "data\ndata", "event: ping\ndata:", "event: x\ndata"})
    void blank_data_is_a_heartbeat(String heartbeat) {
        assertThat(decode(heartbeat + "\n\ndata: a\n\n" + heartbeat + "\n\ndata: b\n\n" + heartbeat))
                .containsExactly("|a", "|b");
    }

    @Test
    void an_error_event_needs_no_data() {
        assertThat(decode("event: error\ndata:\n\n")).containsExactly("error|");
    }

    @Test
    void a_second_name_begins_an_event_where_the_blank_line_is_missing() {
        assertThat(decode("event: x\ndata: a\nevent: y\ndata: b\n\n")).containsExactly("x|a", "y|b");
        assertThat(decode("data: a\nevent: error\ndata: b\n\ndata: c\n\n")).containsExactly("|a", "error|b", "|c");
    }

    @Test
    void a_name_may_follow_the_data() {
        assertThat(decode("data: a\nevent: x\n\ndata: b\n\n")).containsExactly("x|a", "|b");
    }

    @Test
    void an_error_line_is_an_error_event() {
        assertThat(decode("data: a\n\nerror: {\"code\":500}\n\ndata: b\n\n"))
                .containsExactly("|a", "error|{\"code\":500}", "|b");
        assertThat(decode("error:{\"code\":500}")).containsExactly("error|{\"code\":500}");
        assertThat(decode("data: a\nError: it broke\nhelp: none\ndata: b\n\n"))
                .containsExactly("|a", "error|it broke", "|b");
        assertThat(decode("error: {\n  \"message\": \"}\\\"}\"\n}\ndata: b\n\n"))
                .containsExactly("error|{\n  \"message\": \"}\\\"}\"\n}", "|b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error",
                "error:",
                "error: ",
                "error: null",
                "error:{}",
                "error: false",
                "error: \"\"",
                "errors: 1"
            })
    void an_empty_error_line_is_dropped(String line) {
        assertThat(decode("data: a\n\n" + line + "\n\ndata: b\n\n")).containsExactly("|a", "|b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"a [b\"}}",
                "  {\"error\":\"}\"}",
                "{\n  \"error\": {\n    \"data: x\": \"\\\\\"\n  }\n}",
                "[{\"error\":{}}]",
                "[\n  {\n    \"error\": {}\n  }\n]",
                "{\"a\":1}{\"b\":2}",
                "<html>\n<title>502 Bad Gateway</title></html>",
                "<!DOCTYPE html><html></html>",
            })
    void json_and_pages_without_a_frame_are_the_data_of_an_event(String text) {
        assertThat(decode("data: a\n\n" + text + "\ndata: b\n\n")).containsExactly("|a", "|" + text, "|b");
        assertThat(decode("data: a\n" + text + "\n\ndata: b\n\n")).containsExactly("|a", "|" + text, "|b");
        assertThat(decode(": hi\n\n" + text)).containsExactly("|" + text);
        assertThat(decode(text + "\nevent: x\ndata: b\n\n")).containsExactly("|" + text, "x|b");
        assertThat(decode("event: error\n" + text + "\n\n")).containsExactly("error|" + text);
    }

    @Test
    void json_may_go_on_without_a_frame_where_only_its_first_line_has_one() {
        String json = "{\n  \"error\": [\n    {\"a\": \"}\"}\n]\n}";
        assertThat(decode("data: " + json + "\n\ndata: b\n\n")).containsExactly("|" + json, "|b");
        assertThat(decode("event: x\ndata: " + json + "\ndata: b\n\n")).containsExactly("x|" + json, "|b");
        assertThat(decode("data: {\"a\":\nfoo: bar\ndata: 1}\n\n")).containsExactly("|{\"a\":\n1}");
        assertThat(decode("data: a\n  \"b\n\n")).containsExactly("|a");
        assertThat(decode("data: {}\n \"b\"\n\n")).containsExactly("|{}");
    }

    @Test
    void json_without_a_frame_is_delivered_at_once() {
        List<String> events = new ArrayList<>();
        SseDecoder decoder = new SseDecoder((name, data, length) -> events.add(new String(data, 0, length)));
        decoder.feed(Buffer.buffer("data: a\n\n{\n\"error\":{}\n}\n"));
        assertThat(events).containsExactly("a", "{\n\"error\":{}\n}");
    }

    @Test
    void a_page_goes_on_after_blank_lines_and_ends_where_an_event_begins() {
        assertThat(decode("<html>\n\n<title>x</title>\n\ndata: a\n\n"))
                .containsExactly("|<html>\n<title>x</title>", "|a");
    }

    @Test
    void json_without_a_frame_that_is_cut_short_ends_at_a_blank_line() {
        assertThat(decode("{\"error\":\n\ndata: a\n\n")).containsExactly("|{\"error\":", "|a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo: {\"error\":1}",
                "{x: 1}",
                "[2026-01-01] info",
                "[DONE]",
                "<think>",
                "<",
                "}",
                "\"error\": 1",
                "upstream connect error: reset",
                "terror: x"
            })
    void other_lines_are_dropped(String line) {
        assertThat(decode("data: a\n" + line + "\n\n" + line + "\ndata: b\n\n")).containsExactly("|a", "|b");
    }

    @Test
    void a_last_event_needs_no_blank_line_and_no_line_end() {
        assertThat(decode("data: a\n\ndata: b\n")).containsExactly("|a", "|b");
        assertThat(decode("data: a\n\ndata: b")).containsExactly("|a", "|b");
    }

    @Test
    void a_leading_bom_is_skipped() {
        assertThat(decode("\uFEFFdata: a\n\n")).containsExactly("|a");
    }

    @Test
    void a_name_holds_for_its_event_alone() {
        assertThat(decode("event: error\ndata: a\n\ndata: b\n\n")).containsExactly("error|a", "|b");
    }

    @Test
    void short_and_empty_streams_hold_nothing() {
        assertThat(decode("")).isEmpty();
        assertThat(decode("\n")).isEmpty();
        assertThat(decode("d")).isEmpty();
    }

    @Test
    void an_endless_line_is_refused_with_bounded_memory() {
        SseDecoder decoder = new SseDecoder((name, data, length) -> {});
        Buffer megabyte = Buffer.buffer("x".repeat(1 << 20));
        assertThatThrownBy(() -> Stream.generate(() -> megabyte).limit(50).forEach(decoder::feed))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED))
                .hasMessage("The stream holds an event of over 16 MB.");
    }

    @Test
    void an_event_of_endless_lines_is_refused() {
        SseDecoder decoder = new SseDecoder((name, data, length) -> {});
        Buffer line = Buffer.buffer("data: " + "x".repeat(1 << 20) + "\n");
        assertThatThrownBy(() -> Stream.generate(() -> line).limit(50).forEach(decoder::feed))
                .hasMessage("The stream holds an event of over 16 MB.");
    }

    /** Every pair of cuts of a stream with all the odd things in it. */
    @Test
    void any_two_cuts_give_the_same_events() {
        byte[] bytes = "\uFEFFevent: é\r\ndata: 바다🥁\r\n\r\n: c\r\rdata: x\ndata:y\n\nid: 7\ndata: last"
                .getBytes(StandardCharsets.UTF_8);
        List<String> whole = decode(bytes);
        assertThat(whole).containsExactly("é|바다🥁", "|x\ny", "|last");
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                assertThat(decode(bytes, first, second)).isEqualTo(whole);
            }
        }
    }

    /** A seed is in the message, so a failure can be played again. */
    @Test
    void any_split_of_any_stream_gives_the_same_events() {
        String alphabet = "d:a \n\r\n\rdata: \uFEFFé🥁\n{\"}<html>error:";
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(random.nextInt(4) == 0 ? "data: " : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            int[] cuts =
                    random.ints(random.nextInt(8), 0, bytes.length + 1).sorted().toArray();
            assertThat(decode(bytes, cuts)).as("seed %s", seed).isEqualTo(decode(bytes));
        }
    }
}
