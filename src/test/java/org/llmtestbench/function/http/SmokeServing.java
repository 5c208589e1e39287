package org.llmtestbench.function.http;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.llmtestbench.resilience.Turn;

/** A server with a folder of suites; the default suite is {@code usual}. */
abstract class SmokeServing extends Serving {
    private static final Path FOLDER = temporary();

    final CountDownLatch requestReceived = new CountDownLatch(1);
    final CountDownLatch disconnected = new CountDownLatch(1);

    public static final class WithSuites implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("llm-test-bench.suites", FOLDER.toString(), "llm-test-bench.suite", "usual");
        }
    }

    private static Path temporary() {
        try {
            // the profile and the tests have different class loaders, but must use the same folder
            return Files.createDirectories(Path.of("target", "suites-of-tests").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void deleteSuites() throws IOException {
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    Path file(String name, String text) {
        try {
            return Files.write(FOLDER.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A suite with one test for this provider. */
    static String suite(String provider, String assertion) {
        return "name: a suite\ntargets: [{ id: t, provider: " + provider + " }]\n"
                + "tests: [{ id: ping, prompt: Hello, assert: [" + assertion + "] }]\n";
    }

    /** The same suite as the body of a request. */
    static String inline(String provider, String assertion) {
        return "{\"suite\":{\"name\":\"a suite\",\"targets\":[{\"id\":\"t\",\"provider\":\"" + provider
                + "\"}],\"tests\":[{\"id\":\"ping\",\"prompt\":\"Hello\",\"assert\":[" + assertion + "]}]}}";
    }

    RequestSpecification request() {
        return given().baseUri(address()).contentType("application/json");
    }

    Response smoke(String json) {
        return request().body(json).post("/v1/smoke");
    }

    /** Never responds; counts down when the request arrives and when the caller disconnects. */
    Turn waitForDisconnect() {
        return peer -> {
            requestReceived.countDown();
            peer.untilGone();
            disconnected.countDown();
            return false;
        };
    }

    static void assertHappens(CountDownLatch latch) throws InterruptedException {
        Assertions.assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Repeats the request until the response is accepted, or for 20 seconds. */
    Response poll(String path, String accept, Predicate<Response> accepted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            Response response = given().baseUri(address()).accept(accept).get(path);
            if (accepted.test(response) || System.nanoTime() > end) {
                return response;
            }
            Thread.onSpinWait();
        }
    }
}
