package org.llmtestbench.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.program.Program.asking;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.llmtestbench.program.Program.Run;

/** A key that the server says back is nowhere in what the program writes. */
class SecretIT {
    /** Looks like no vendor's key, so that only knowing it can hide it. */
    private static final String KEY = "Zq7planted-9Xsecret4711";

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private static void assertSilent(Run run, int exitCode) {
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.stdout() + run.stderr())
                .doesNotContain("planted", "secret4711")
                .contains("[key]");
    }

    @Test
    void a_key_in_an_error_message_is_taken_out() {
        vendor.refuses(400, "invalid_request_error", null, "Bearer " + KEY + " is not welcome.");

        assertSilent(asking(vendor, "Hi", "-v").env("OPENAI_API_KEY", KEY).run(), 9);
    }

    @Test
    void a_key_that_stands_where_a_long_message_is_cut_is_taken_out() {
        vendor.refuses(500, "server_error", null, KEY + "x".repeat(570) + KEY + " is not welcome.");

        assertSilent(
                asking(vendor, "Hi", "-v", "--json").env("OPENAI_API_KEY", KEY).run(), 7);
    }

    @Test
    void a_key_in_the_address_of_a_redirect_is_taken_out() {
        vendor.replies(302, "", "location", "https://example.org/" + KEY + "/login?key=" + KEY);

        assertSilent(
                asking(vendor, "Hi", "-v", "--json").env("OPENAI_API_KEY", KEY).run(), 9);
    }

    @Test
    void a_key_in_a_page_and_in_a_stream_is_taken_out() {
        vendor.repliesText("text/html", "<title>No " + KEY + "</title>");
        assertSilent(asking(vendor, "Hi", "-v").env("OPENAI_API_KEY", KEY).run(), 11);

        vendor.streamsEvents("data: {\"error\":\"No " + KEY + "\"}\n\n");
        assertSilent(
                asking(vendor, "Hi", "-s", "-v", "--json")
                        .env("OPENAI_API_KEY", KEY)
                        .run(),
                7);
    }
}
