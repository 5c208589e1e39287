package org.llmtestbench.benchmark;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A client under test, used as its own documentation shows first. */
interface Client {
    /** Hands each piece of the text to {@code onText}. */
    CompletableFuture<?> stream(String prompt, Consumer<String> onText);

    /** Ends with the text. */
    CompletableFuture<String> complete(String prompt);

    String KEY = "sk-benchmark";
    String MODEL = "gpt-6-luna";
    String CLAUDE = "claude-haiku-5-5";

    /** Where blocking clients are called: a thread for each call that is under way. */
    ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    });

    /** Any but our own, which needs its application. */
    static Client named(String name, URI server) {
        return switch (name) {
            case "openai-java" -> new OpenAiJava(server);
            case "anthropic-java" -> new AnthropicJava(server);
            case "langchain4j" -> new LangChain4j(server);
            case "java.net.http" -> new BareHttp(server);
            case ThroughFunction.NAME -> new ThroughFunction(server);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
