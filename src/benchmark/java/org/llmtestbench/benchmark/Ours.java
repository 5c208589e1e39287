package org.llmtestbench.benchmark;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderRegistry;

/** A provider of the packaged program, with all that stands around its calls. */
final class Ours implements Client {
    static final String NAME = "llm-test-bench";
    static final String KEY_VARIABLE = "BENCHMARK_KEY";

    private final Provider openai;
    private final Provider anthropic;

    private Ours(Provider openai, Provider anthropic) {
        this.openai = openai;
        this.anthropic = anthropic;
    }

    /** The program's application, but with a {@link Subject} in the place of its commands. */
    public static final class Application implements QuarkusApplication {
        @Override
        public int run(String... args) throws Exception {
            ProviderRegistry providers =
                    Arc.container().instance(ProviderRegistry.class).get();
            Map<String, String> flags = Map.of("base_url", args[1], "api_key_env", KEY_VARIABLE);
            return new Subject(new Ours(providers.named("openai", flags), providers.named("anthropic", flags))).obey();
        }
    }

    @Override
    public CompletableFuture<?> stream(String prompt, Consumer<String> onText) {
        Provider provider = prompt.equals(Scenario.DECODE_ANTHROPIC.name()) ? anthropic : openai;
        return provider.stream(request(provider, prompt), CallListener.of(delta -> onText.accept(delta.text())))
                .subscribeAsCompletionStage();
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
        return openai.complete(request(openai, prompt))
                .map(CompletionResponse::content)
                .subscribeAsCompletionStage();
    }

    private static CompletionRequest request(Provider provider, String prompt) {
        return CompletionRequest.builder()
                .model(provider.defaultModel())
                .user(prompt)
                .build();
    }
}
