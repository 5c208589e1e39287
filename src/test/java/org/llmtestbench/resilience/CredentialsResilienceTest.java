package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** A user and a password in {@code base_url}. */
@QuarkusTest
class CredentialsResilienceTest extends Misbehaving {
    private static final String TOKEN =
            Base64.getEncoder().encodeToString("joe:s3cret@pass/word".getBytes(StandardCharsets.UTF_8));

    private static String address(MisbehavingServer server) {
        return server.baseUrl().replace("//", "//joe:s3cret%40pass%2Fword@");
    }

    @ParameterizedTest
    @EnumSource
    void they_are_sent_as_basic_authentication(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(manner.answer())) {
            Ending ending = ask(manner, address(server), "api_key_env", "");

            assertThat(ending.thrown()).isNull();
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).path()).startsWith("/v1/");
            assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Basic " + TOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_key_goes_with_them_only_where_it_has_a_header_of_its_own(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(manner.answer())) {
            if (manner.wording() == Wording.ANTHROPIC) {
                assertThat(ask(manner, address(server)).thrown()).isNull();
                assertThat(server.requests().get(0).headers())
                        .containsEntry("authorization", "Basic " + TOKEN)
                        .containsEntry("x-api-key", KEY);
                return;
            }
            ProviderException refusal =
                    catchThrowableOfType(ProviderException.class, () -> ask(manner, address(server)));
            assertThat(refusal.failure()).isEqualTo(Failure.USAGE);
            assertThat(refusal)
                    .hasMessage("--base-url: the user and the password in the address, and the key in PLANTED_KEY,"
                            + " need the same header, Authorization.");
            assertThat(refusal.hint())
                    .contains(
                            "Set api_key_env to \"\" to send the user and the password, or remove them from base_url.");
            assertThat(server.calls()).isZero();
        }
    }

    static Stream<Arguments> answers() {
        return inEveryManner(Stream.of(
                "s3cret@pass/word", "s3cret%40pass%2Fword", "s3cret\\u0040pass\\u002fword", TOKEN, "Basic " + TOKEN));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void a_server_that_repeats_them_does_not_bring_them_into_a_message(String said, Manner manner) {
        Turn refusal = Reply.json(400, manner.wording().error("some_error", null, "No " + said));
        try (MisbehavingServer server = new MisbehavingServer(refusal)) {
            assertNothingShown(ask(manner, address(server), "api_key_env", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_failed_connection_does_not_show_them(Manner manner) throws IOException {
        // the port is reserved, so that nothing listens on it
        try (Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress("127.0.0.1", 0));
            String address = "127.0.0.1:" + reserved.getLocalPort();
            Ending ending = ask(manner, "http://joe:s3cret%40pass%2Fword@" + address + "/v1", "api_key_env", "");

            assertThat(ending.thrown()).hasMessage("No connection to " + address + ": Connection refused.");
            assertNothingShown(ending);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_address_does_not_show_them(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(Reply.status(404))) {
            Ending ending = ask(manner, address(server), "api_key_env", "");

            assertThat(ending.thrown().hint())
                    .hasValueSatisfying(hint -> assertThat(hint).startsWith("Check base_url: " + server.baseUrl()));
            assertNothingShown(ending);
        }
    }

    private static void assertNothingShown(Ending ending) {
        StringWriter all = new StringWriter();
        ending.thrown().printStackTrace(new PrintWriter(all, true));
        all.write(ending.thrown().hint().orElse(""));
        all.write(String.valueOf(ending.response()));
        assertThat(all.toString().toLowerCase(Locale.ROOT))
                .doesNotContain("s3cret", "pass/word", "joe", TOKEN.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @EnumSource
    void the_hint_names_them_when_they_are_rejected(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(401, "{\"error\":\"unauthorized\"}"))) {
            Ending ending = ask(manner, address(server), "api_key_env", "");

            ending.assertFails(Failure.AUTHENTICATION, 1);
            assertThat(ending.thrown().hint()).contains("Check the user name and the password in base_url.");
        }
    }
}
