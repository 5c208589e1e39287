package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that says the key back, in every place and dress that ends up in somebody's log. */
@QuarkusTest
class SecretResilienceTest extends Misbehaving {
    private static final String ESCAPED = KEY.replace("-", "\\u002d");
    private static final String IN_ADDRESS = "https://a.test/?k=" + KEY.replace("-", "%2D");

    private record Row(String place, Function<Manner, Turn> turn) {
        @Override
        public String toString() {
            return place;
        }
    }

    static Stream<Arguments> places() {
        return inEveryManner(Stream.of(
                error("message", 401, "Incorrect API key provided: " + KEY + "."),
                error("message in another case", 400, "No " + KEY.toLowerCase(Locale.ROOT)),
                error("escaped message", 400, "No " + ESCAPED),
                error("address in the message", 500, "No " + IN_ADDRESS),
                error("where a long message is cut", 400, "x".repeat(590) + KEY),
                error("a piece of it", 401, "Incorrect API key provided: sk-PLANT*********6789."),
                new Row("error type", m -> Reply.json(400, m.wording().error(KEY, KEY, null))),
                new Row("request id", m -> Reply.status(503).header("x-request-id", KEY)),
                new Row("request id of the body", m -> Reply.json(400, "{\"request_id\":\"" + KEY + "\"}")),
                new Row("redirect", m -> Reply.status(302).header("location", IN_ADDRESS)),
                new Row("retry-after", m -> Reply.status(429).header("retry-after", KEY)),
                new Row("reason phrase", m -> Turn.raw("HTTP/1.1 400 " + KEY + "\r\ncontent-length: 0\r\n\r\n")),
                new Row("status line", m -> Turn.raw(KEY + " 1 2\r\n")),
                new Row("content length", m -> Turn.raw("HTTP/1.1 200 OK\r\ncontent-length: " + KEY + "\r\n\r\n")),
                new Row("page", m -> Reply.html(403, "<title>No " + KEY.replace("-", "&#45;") + "</title>")),
                new Row("plain text", m -> Reply.status(500).body(KEY)),
                new Row("broken JSON", m -> Reply.json(500, "{\"error\":\"" + ESCAPED)),
                new Row("no answer", m -> Reply.status(200).body(KEY)),
                new Row("JSON of another shape", m -> Reply.json(200, "{\"usage\":\"" + KEY + "\"}")),
                new Row("error inside an answer", m -> m.errorInside("x", "y", "No " + KEY)),
                new Row("event that is no JSON", m -> Reply.events("data: " + KEY + "\n\n")),
                new Row("fields of the answer", SecretResilienceTest::inFields),
                new Row("refusal in two pieces", SecretResilienceTest::inPieces)));
    }

    private static Row error(String place, int status, String message) {
        return new Row(place, m -> Reply.json(status, m.wording().error("some_error", null, message)));
    }

    /** Id, model and reason to stop. */
    private static Turn inFields(Manner manner) {
        String answer = manner.streamed()
                ? manner.wording().stream("Hello")
                : manner.wording().whole("Hello");
        String echo = answer.replace("id-1", KEY)
                .replace("\"a-model\"", '"' + KEY + '"')
                .replace("\"end_turn\"", '"' + KEY + '"')
                .replace("\"stop\"", '"' + KEY + '"');
        return manner.streamed() ? Reply.events(echo) : Reply.json(200, echo);
    }

    private static Turn inPieces(Manner manner) {
        String piece = "data: {\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"%s\"}}]}\n\n";
        return Reply.events(piece.formatted("No sk-PLAN")
                + piece.formatted("TED-0123456789")
                + manner.wording().ending("9", "2")
                + manner.wording().terminator());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("places")
    void the_key_is_found_nowhere(Row row, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(row.turn().apply(manner))) {
            Ending ending = ask(manner, server);
            assertThat(server.requests().get(0).headers().toString()).contains(KEY);
            StringWriter all = new StringWriter();
            all.write(String.valueOf(ending.response()));
            if (ending.thrown() != null) {
                ending.thrown().printStackTrace(new PrintWriter(all, true));
                all.write(ending.thrown().hint().orElse(""));
            }
            String shown = all.toString().toLowerCase(Locale.ROOT).replace("set planted_key to", "");
            assertThat(shown).doesNotContain("planted", "plant*", "0123456789");
        }
    }
}
