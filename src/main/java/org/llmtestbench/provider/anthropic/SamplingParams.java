package org.llmtestbench.provider.anthropic;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.ModelInfo;

/**
 * The values of {@code temperature} and {@code top_p} to send. API versions and models have different rules for which
 * values they reject.
 */
final class SamplingParams {
    /** From this version of the protocol on, every model rejects every value. Versions are dates. */
    private static final String WITHOUT_SAMPLING = "2026-10-21";

    /** Models that reject the two parameters together. */
    private static final Pattern FOURTH_GENERATION = Pattern.compile("claude-[a-z]+-4\\b");

    /** The smallest values without an effect. Models without sampling accept them. */
    private static final double DEFAULT_TEMPERATURE = 1;

    private static final double DEFAULT_TOP_P = 0.99;

    private final CompletionRequest request;
    private final String apiVersion;
    private final ModelInfo model;
    private final Consumer<String> warnings;

    /** @param model null if the model is unknown */
    SamplingParams(CompletionRequest request, String apiVersion, ModelInfo model, Consumer<String> warnings) {
        this.request = request;
        this.apiVersion = apiVersion;
        this.model = model;
        this.warnings = warnings;
    }

    Double temperature() {
        return ifAccepted("temperature", request.temperature(), DEFAULT_TEMPERATURE);
    }

    Double topP() {
        Double topP = ifAccepted("top_p", request.topP(), DEFAULT_TOP_P);
        boolean both = topP != null && request.temperature() != null;
        if (both && FOURTH_GENERATION.matcher(request.model()).find()) {
            warnings.accept(request.model() + " does not accept top_p together with temperature; top_p was not sent.");
            return null;
        }
        return topP;
    }

    private Double ifAccepted(String field, Double value, double defaultValue) {
        if (value == null) {
            return null;
        }
        if (apiVersion.compareTo(WITHOUT_SAMPLING) >= 0) {
            return dropped(field, "api_version " + apiVersion);
        }
        boolean hasEffect = value < defaultValue || value > 1;
        return hasEffect && model != null && !model.acceptsTemperature() ? dropped(field, request.model()) : value;
    }

    private Double dropped(String field, String rejectedBy) {
        warnings.accept(rejectedBy + " does not accept " + field + "; it was not sent.");
        return null;
    }
}
