package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.CompletionRequest;
import picocli.CommandLine.Option;

/** What is asked of the model, beside the prompt. */
final class RequestOptions {
    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            completionCandidates = ModelIdCandidates.class,
            description = "The model; several are compared.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--system", paramLabel = "TEXT", description = "Instructions above the prompt.")
    private String system;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Upper bound of output tokens.")
    private Integer maxTokens;

    @Option(
            names = {"-t", "--temperature"},
            paramLabel = "0..2",
            description = "Sampling temperature.")
    private Double temperature;

    @Option(names = "--top-p", paramLabel = "0..1", description = "Nucleus sampling.")
    private Double topP;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends the answer here; repeatable.")
    private List<String> stop = new ArrayList<>();

    @Option(names = "--param", paramLabel = "KEY=VALUE", description = "Further field, JSON or text; repeatable.")
    private List<String> params = new ArrayList<>();

    /** The models that were named; none for the provider's default. */
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
