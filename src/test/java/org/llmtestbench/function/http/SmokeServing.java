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

/** A server with a folder of suites, of which {@code usual} is the one that is run when an event names none. */
abstract class SmokeServing extends Serving {
    private static final Path FOLDER = temporary();

    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch gone = new CountDownLatch(1);

    public static final class WithSuites implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("llm-test-bench.suites", FOLDER.toString(), "llm-test-bench.suite", "usual");
        }
    }

    private static Path temporary() {
        try {
            // the profile and the tests are loaded by different loaders: both must know one folder
            return Files.createDirectories(Path.of("target", "suites-of-tests").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void tidy() throws IOException {
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

    /** A suite with one question to this provider. */
    static String suite(String provider, String assertion) {
        return "name: a suite\ntargets: [{ id: t, provider: " + provider + " }]\n"
                + "tests: [{ id: ping, prompt: Hello, assert: [" + assertion + "] }]\n";
    }

    /** The same in a request. */
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

    /** Never answers, and tells when it was asked and when the caller was gone. */
    Turn untilGone() {
        return peer -> {
            asked.countDown();
            peer.untilGone();
            gone.countDown();
            return false;
        };
    }

    static void assertHappens(CountDownLatch latch) throws InterruptedException {
        Assertions.assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Asks again and again, as a client would, until the answer is as wanted. */
    Response poll(String path, String accept, Predicate<Response> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            Response response = given().baseUri(address()).accept(accept).get(path);
            if (wanted.test(response) || System.nanoTime() > end) {
                return response;
            }
            Thread.onSpinWait();
        }
    }
}
