package org.llmtestbench.resilience;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderRegistry;

/** One part of the table: each row is asked in every manner, of a server of its own. */
abstract class Misbehaving {
    /** No row may take longer, whatever the server does. A quiet machine needs milliseconds. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    static final String KEY = "sk-PLANTED-0123456789";

    @Inject
    ProviderRegistry providers;

    /** Every row with every manner. */
    static Stream<Arguments> inEveryManner(Stream<?> rows) {
        return rows.flatMap(row -> Stream.of(Manner.values()).map(manner -> Arguments.of(row, manner)));
    }

    /** Asks the server for a completion and waits for its end. */
    Ending ask(Manner manner, MisbehavingServer server, String... settings) {
        return ask(manner, server.baseUrl(), settings);
    }

    /** @param settings keys and values in turn; without them nothing is retried */
    Ending ask(Manner manner, String baseUrl, String... settings) {
        Map<String, String> flags = new LinkedHashMap<>(
                Map.of("base_url", baseUrl, "api_key_env", "PLANTED_KEY", "max_retries", "0", "timeout", "15s"));
        for (int i = 0; i < settings.length; i += 2) {
            flags.put(settings[i], settings[i + 1]);
        }
        Provider provider = providers.named(manner.wording().provider(), flags);
        CompletionRequest request =
                CompletionRequest.builder().model("a-model").user("Hello").build();
        StringBuffer spoken = new StringBuffer();
        long start = System.nanoTime();
        try {
            Uni<CompletionResponse> call = manner.streamed()
                    ? provider.stream(request, delta -> spoken.append(delta.text()))
                    : provider.complete(request);
            CompletionResponse response = call.await().atMost(LONGEST);
            return new Ending(response, null, spoken.toString(), since(start));
        } catch (ProviderException e) {
            return new Ending(e.response().orElse(null), e, spoken.toString(), since(start));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
