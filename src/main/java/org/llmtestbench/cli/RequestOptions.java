package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.CompletionRequest;
import picocli.CommandLine.Option;

/** The options for the fields of the request, except the prompt. */
final class RequestOptions {
    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            completionCandidates = ModelIdCandidates.class,
            description = "The model; repeatable, to compare several.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--system", paramLabel = "TEXT", description = "The system prompt.")
    private String system;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Maximum number of output tokens.")
    private Integer maxTokens;

    @Option(
            names = {"-t", "--temperature"},
            paramLabel = "0..2",
            description = "Sampling temperature.")
    private Double temperature;

    @Option(names = "--top-p", paramLabel = "0..1", description = "Nucleus sampling.")
    private Double topP;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Stop sequence; repeatable.")
    private List<String> stop = new ArrayList<>();

    @Option(names = "--param", paramLabel = "KEY=VALUE", description = "Extra request field, JSON or text; repeatable.")
    private List<String> params = new ArrayList<>();

    /** The models of {@code --model}; empty for the provider's default model. */
    List<String> models() {
        return models;
    }

    CompletionRequest request(String prompt, String model) {
        return CompletionRequest.builder()
                .model(model)
                .system(system)
                .user(prompt)
                .maxTokens(maxTokens)
                .temperature(temperature)
                .topP(topP)
                .stop(stop)
                .extra(ExtraParams.read(params))
                .build();
    }
}
