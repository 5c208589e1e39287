package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;

/** Interim responses (1xx) before the answer, over HTTP/1.1. */
@QuarkusTest
class InterimResilienceTest extends Misbehaving {
    private static String interim(int status, String... headers) {
        String lines = Stream.of(headers).map(line -> line + "\r\n").reduce("", String::concat);
        return "HTTP/1.1 " + status + " Interim\r\n" + lines + "\r\n";
    }

    static Stream<Arguments> rows() {
        return inEveryManner(Stream.of(
                interim(100),
                interim(102),
                interim(103, "link: </style.css>; rel=preload"),
                interim(104, "upload-draft-interop-version: 6"),
                interim(199),
                interim(102, "content-encoding: gzip"),
                interim(102, "content-length: 5"),
                interim(102).repeat(1_000),
                interim(100) + interim(103) + interim(102) + interim(100) + interim(103)));
    }

    private static Turn after(String interim, Turn answer) {
        return peer -> {
            peer.send(interim);
            return answer.play(peer);
        };
    }

    @ParameterizedTest
    @MethodSource("rows")
    void interim_responses_are_skipped(String interim, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(
                after(interim, manner.answer()),
                after(interim, manner.answer().gzipped()),
                after(interim, manner.answer().inPieces(1)))) {
            for (int i = 1; i <= 3; i++) {
                ask(manner, server, "max_retries", "2").assertAnswers("Hello there");
                assertThat(server.calls()).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_status_after_interim_responses_decides(String interim, Manner manner) {
        Reply refused = Reply.json(401, manner.wording().error("authentication_error", null, "Who are you?"));
        try (MisbehavingServer server = new MisbehavingServer(after(interim, refused))) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(Failure.AUTHENTICATION, 1);
            assertThat(ending.attempts().get(0).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_connection_that_ends_after_interim_responses_is_unreachable(String interim, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(Turn.raw(interim))) {
            ask(manner, server).assertFails(Failure.UNREACHABLE, 1);
            assertThat(server.calls()).isEqualTo(1);
        }
    }
}
