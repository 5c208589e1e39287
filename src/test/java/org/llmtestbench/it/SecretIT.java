package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** A key that the server echoes is nowhere in the output of the program. */
class SecretIT {
    /** Does not look like the key of any provider, so only a comparison with the known key can remove it. */
    private static final String KEY = "Zq7planted-9Xsecret4711";

    @TempDir
    private Path folder;

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private static void assertNoKey(Run run, int exitCode) {
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.stdout() + run.stderr())
                .doesNotContain("planted", "secret4711")
                .contains("[key]");
    }

    @Test
    void a_key_in_an_error_message_is_removed() {
        vendor.refuses(400, "invalid_request_error", null, "Bearer " + KEY + " is not welcome.");

        assertNoKey(testCommand(vendor, "Hi", "-v").env("OPENAI_API_KEY", KEY).run(), 9);
    }

    @Test
    void a_key_at_the_end_of_a_truncated_message_is_removed() {
        vendor.refuses(500, "server_error", null, KEY + "x".repeat(570) + KEY + " is not welcome.");

        assertNoKey(
                testCommand(vendor, "Hi", "-v", "--json")
                        .env("OPENAI_API_KEY", KEY)
                        .run(),
                7);
    }

    @Test
    void a_key_in_the_address_of_a_redirect_is_removed() {
        vendor.replies(302, "", "location", "https://example.org/" + KEY + "/login?key=" + KEY);

        assertNoKey(
                testCommand(vendor, "Hi", "-v", "--json")
                        .env("OPENAI_API_KEY", KEY)
                        .run(),
                9);
    }

    @Test
    void no_command_prints_a_password_in_the_base_url() throws IOException {
        Path file = Files.writeString(folder.resolve("bench.toml"), """
                [providers.mine]
                base_url = "http://joe:s3cret%2Fpass@127.0.0.1:1/v1"
                default_model = "m"
                max_retries = 0
                """);
        for (List<String> command : List.of(
                List.of("config", "show"),
                List.of("config", "show", "mine", "--json"),
                List.of("config", "validate", "--live", "mine"),
                List.of("providers", "--json"),
                List.of("models", "mine", "--live"),
                List.of("test", "mine", "Hi", "--dry-run"),
                List.of("test", "mine", "Hi", "--dry-run", "--json"),
                List.of("test", "mine", "Hi", "-v", "--json"))) {
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of("--config", file.toString()));
            Run run = Program.with(all.toArray(String[]::new)).run();
            assertThat(run.stdout() + run.stderr())
                    .as(command.toString())
                    .contains("127.0.0.1")
                    .doesNotContain("s3cret", "pass@", "joe", "am9lOnMzY3JldC9wYXNz");
        }
    }

    @Test
    void a_key_in_an_html_page_or_in_a_stream_is_removed() {
        vendor.repliesText("text/html", "<title>No " + KEY + "</title>");
        assertNoKey(testCommand(vendor, "Hi", "-v").env("OPENAI_API_KEY", KEY).run(), 11);

        vendor.streamsEvents("data: {\"error\":\"No " + KEY + "\"}\n\n");
        assertNoKey(
                testCommand(vendor, "Hi", "-s", "-v", "--json")
                        .env("OPENAI_API_KEY", KEY)
                        .run(),
                7);
    }
}
