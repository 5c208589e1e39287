package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.telemetry.Collector;

/** A host name with an underscore, which is common in container networks. */
class HostIT {
    private static final String OPENAI_WHOLE = "{\"choices\":[{\"message\":{\"content\":\"Hello there\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}";
    private static final String OPENAI_STREAM = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello there\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\n"
            + "data: [DONE]\n\n";
    private static final String ANTHROPIC_WHOLE = "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":"
            + "\"Hello there\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":9,\"output_tokens\":2}}";
    private static final String ANTHROPIC_STREAM = "data: {\"type\":\"message_start\",\"message\":{\"usage\":"
            + "{\"input_tokens\":9}}}\n\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
            + "{\"type\":\"text_delta\",\"text\":\"Hello there\"}}\n\ndata: {\"type\":\"message_delta\",\"delta\":"
            + "{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}\n\ndata: {\"type\":\"message_stop\"}\n\n";

    @TempDir
    private Path folder;

    private Path hosts;

    @BeforeEach
    void writeHostsFile() {
        try {
            hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 my_llm\n127.0.0.1 localhost\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program command(MisbehavingServer server, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--base-url", "http://my_llm:" + server.port() + "/v1", "--api-key-env", ""));
        return with(all.toArray(String[]::new)).jvm("-Djdk.net.hosts.file=" + hosts);
    }

    @ParameterizedTest
    @CsvSource({"openai, false", "openai, true", "anthropic, false", "anthropic, true"})
    void a_call_succeeds(String dialect, boolean streamed) {
        String whole = dialect.equals("openai") ? OPENAI_WHOLE : ANTHROPIC_WHOLE;
        String stream = dialect.equals("openai") ? OPENAI_STREAM : ANTHROPIC_STREAM;
        try (MisbehavingServer server =
                new MisbehavingServer(streamed ? Reply.events(stream) : Reply.json(200, whole))) {
            Run run = command(server, "test", dialect, "-m", "m", "Hi", streamed ? "--stream" : "--verbose")
                    .run();

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.stdout()).isEqualTo("Hello there\n");
            assertThat(server.requests().get(0).headers()).containsEntry("host", "my_llm:" + server.port());
        }
    }

    @Test
    void models_are_listed() {
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, "{\"data\":[{\"id\":\"my-model\"}]}"))) {
            Run run = command(server, "models", "openai", "--live").run();

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.stdout()).contains("my-model");
            assertThat(server.requests().get(0).path()).isEqualTo("/v1/models");
            assertThat(server.requests().get(0).headers()).containsEntry("host", "my_llm:" + server.port());
        }
    }

    @Test
    void an_error_of_the_models_endpoint_is_classified() {
        try (MisbehavingServer server = new MisbehavingServer(Reply.status(401))) {
            Run run = command(server, "models", "openai", "--live").run();

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.stderr()).startsWith("error: openai refused the key (HTTP 401)");
        }
    }

    @Test
    void tokens_are_counted() {
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, "{\"input_tokens\":4711}"))) {
            Run run = command(server, "tokens", "anthropic", "-m", "m", "--exact", "Hi")
                    .run();

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.stdout()).contains("4711");
            assertThat(server.requests().get(0).body())
                    .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"," + "\"content\":\"Hi\"}]}");
        }
    }

    @Test
    void a_collector_receives_spans() {
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, OPENAI_WHOLE));
                Collector collector = Collector.start()) {
            String otlp = collector.url().replace("127.0.0.1", "my_llm");
            Run run = command(server, "test", "openai", "-m", "m", "Hi", "--otlp=" + otlp)
                    .run();

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.stderr()).doesNotContain("did not reach");
            assertThat(collector.spans()).hasSize(1);
        }
    }

    @Test
    void an_unreachable_host_is_named() {
        MisbehavingServer gone = new MisbehavingServer();
        gone.close();
        Run run = command(gone, "test", "openai", "-m", "m", "Hi", "--max-retries", "0")
                .run();

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.stderr())
                .isEqualTo("error: No connection to my_llm:" + gone.port() + ": Connection refused.\n"
                        + "hint:  Check the network, and base_url: http://my_llm:" + gone.port() + "/v1.\n");
    }
}
