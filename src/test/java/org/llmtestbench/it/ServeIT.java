package org.llmtestbench.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.llmtestbench.resilience.Wording.OPENAI;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.function.http.RawClient;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** The HTTP function, started with the command {@code serve}. */
class ServeIT {
    private static final String STREAM = "{\"provider\":\"vendor\",\"prompt\":\"Hello\",\"stream\":true}";
    private static final String BEGINNING = OPENAI.beginning() + OPENAI.piece("Hello");
    private static final String REST = OPENAI.piece(" there") + OPENAI.ending("9", "2") + OPENAI.terminator();

    private static Turn startThenRestAfter(CountDownLatch latch) {
        return Reply.events(BEGINNING + REST).upTo(BEGINNING.length(), rest(latch));
    }

    private static Turn rest(CountDownLatch latch) {
        Turn rest = peer -> {
            peer.send(Integer.toHexString(REST.length()) + "\r\n" + REST + "\r\n0\r\n\r\n");
            return false;
        };
        return rest.after(latch);
    }

    @Test
    void it_prints_its_address_and_answers_without_key_or_network() {
        try (ServerProcess service = ServerProcess.start(Map.of(), List.of(), "--offline")) {
            given().baseUri(service.address())
                    .contentType("application/json")
                    .body("{\"provider\":\"anthropic\",\"prompt\":\"Hello\"}")
                    .post("/v1/completions")
                    .then()
                    .statusCode(200)
                    .body("offline", equalTo(true));
            assertThat(service.stderr())
                    .contains("curl -N " + service.address() + "/v1/completions")
                    .containsPattern("INFO access: POST /v1/completions 200 \\d+ms id=\\S+ caller=\\S+ "
                            + "provider=anthropic model=claude-haiku-5-5 cost=0\\.\\d+")
                    .doesNotContain("Hello\n");
        }
    }

    @Test
    void a_port_in_use_is_an_error_with_a_hint() {
        try (MisbehavingServer other = new MisbehavingServer()) {
            Run run = Program.with("serve", "--port", String.valueOf(other.port()))
                    .env("LLM_TEST_BENCH_AUTH", "none")
                    .run();

            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.stdout()).isEmpty();
            assertThat(run.stderr()).contains("Port " + other.port() + " on 127.0.0.1 can't be used", "--port");
        }
    }

    @Test
    void an_invalid_setting_is_named_in_the_error() {
        Run run = Program.with("serve", "--port", "0")
                .env("LLM_TEST_BENCH_HEARTBEAT", "often")
                .run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.stderr()).contains("LLM_TEST_BENCH_HEARTBEAT: 'often' can't be used.");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void a_signal_lets_streams_finish_and_rejects_new_requests(String signal, int exitCode) throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (MisbehavingServer vendor = new MisbehavingServer(startThenRestAfter(latch));
                ServerProcess service = ServerProcess.start(ServerProcess.vendorSettings(vendor.baseUrl()), List.of());
                RawClient caller = new RawClient(service.port())) {
            assertThat(caller.send(RawClient.completion(STREAM)).readUntil("Hello"))
                    .contains("{\"text\":\"Hello\"}");
            service.signal(signal);
            awaitNotReady(service);
            given().baseUri(service.address())
                    .contentType("application/json")
                    .body(STREAM)
                    .post("/v1/completions")
                    .then()
                    .statusCode(503)
                    .header("retry-after", "1")
                    .header("connection", "close")
                    .body("failure", equalTo("UNAVAILABLE"));
            assertThat(service.isAlive()).isTrue();
            latch.countDown();

            assertThat(caller.readAll()).contains("{\"text\":\" there\"}", "event: result", "\"error\":null}");
            assertThat(service.exitCode()).isEqualTo(exitCode);
        }
    }

    private static void awaitNotReady(ServerProcess service) {
        int status = 200;
        for (int i = 0; i < 1000 && status == 200; i++) {
            status = given().baseUri(service.address()).get("/q/health/ready").statusCode();
        }
        assertThat(status).isEqualTo(503);
    }

    @Test
    void a_stream_longer_than_the_grace_period_ends_with_an_error() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        Turn forever = peer -> {
            peer.untilGone();
            gone.countDown();
            return false;
        };
        Map<String, String> environment;
        try (MisbehavingServer vendor =
                new MisbehavingServer(Reply.events(BEGINNING).upTo(BEGINNING.length(), forever))) {
            environment = ServerProcess.vendorSettings(vendor.baseUrl());
            environment.put("LLM_TEST_BENCH_GRACE", "300ms");
            try (ServerProcess service = ServerProcess.start(environment, List.of());
                    RawClient caller = new RawClient(service.port())) {
                caller.send(RawClient.completion(STREAM)).readUntil("Hello");
                service.signal("TERM");

                assertThat(caller.readAll())
                        .contains("event: result", "\"content\":\"Hello\"", "\"failure\":\"UNAVAILABLE\"")
                        .contains("shutting down", "\"retryable\":true")
                        .endsWith("0\r\n\r\n");
                assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(service.exitCode()).isEqualTo(143);
            }
        }
    }

    @Test
    void comments_keep_a_silent_stream_alive_and_a_later_failure_is_in_the_result_event() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (MisbehavingServer vendor = new MisbehavingServer(
                Reply.json(401, OPENAI.error("no", null, "No.")).after(latch))) {
            Map<String, String> environment = ServerProcess.vendorSettings(vendor.baseUrl());
            environment.put("LLM_TEST_BENCH_HEARTBEAT", "100ms");
            try (ServerProcess service = ServerProcess.start(environment, List.of());
                    RawClient caller = new RawClient(service.port())) {
                String comments = ": waiting\n\n\r\nb\r\n: waiting\n\n";
                assertThat(caller.send(RawClient.completion(STREAM)).readUntil(comments))
                        .startsWith("HTTP/1.1 200 ")
                        .contains(comments);
                latch.countDown();
                assertThat(caller.readUntil("0\r\n\r\n"))
                        .contains("event: result", "\"failure\":\"AUTHENTICATION\"")
                        .endsWith("0\r\n\r\n");
            }
        }
    }

    @Test
    void a_slow_caller_causes_backpressure_at_the_provider_and_loses_nothing() throws Exception {
        int events = 200_000;
        // padding as some providers send it; without it, all words would fit into the socket buffers
        String padding = "\"padding\":\"" + "x".repeat(300) + "\",\"choices\"";
        Turn many = peer -> {
            peer.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
            peer.send(OPENAI.beginning());
            for (int i = 0; i < events; i++) {
                peer.send(OPENAI.piece("w" + i + " ").replace("\"choices\"", padding));
            }
            peer.send(OPENAI.ending("9", "2") + OPENAI.terminator());
            return false;
        };
        try (MisbehavingServer vendor = new MisbehavingServer(many)) {
            Map<String, String> environment = ServerProcess.vendorSettings(vendor.baseUrl());
            environment.put("LLM_TEST_BENCH_PROVIDERS_VENDOR_IDLE_TIMEOUT", "1s");
            try (ServerProcess service = ServerProcess.start(environment, List.of("-Xmx64m"));
                    RawClient caller = new RawClient(service.port(), 1 << 14)) {
                caller.send(RawClient.completion(STREAM));
                long sentUnread = bytesWhenBlocked(vendor);
                String all = caller.readUntil("0\r\n\r\n");

                assertThat(all).contains("event: result", "was slower than the provider", "\"error\":null}");
                Matcher word = Pattern.compile("\\{\"text\":\"w(\\d+) \"}").matcher(all);
                int next = 0;
                while (word.find()) {
                    assertThat(Integer.parseInt(word.group(1))).isEqualTo(next++);
                }
                assertThat(next).isEqualTo(events);
                // the socket buffers hold some megabytes, which are many small deltas
                assertThat(sentUnread).isLessThan(vendor.written() * 2 / 3);
            }
        }
    }

    /** Waits until the vendor can't send for two seconds, twice the idle timeout; returns the bytes that it sent. */
    private static long bytesWhenBlocked(MisbehavingServer vendor) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long before = -1;
        while (vendor.written() == 0 || vendor.written() != before) {
            before = vendor.written();
            never.await(2, TimeUnit.SECONDS);
        }
        return before;
    }
}
