package org.llmtestbench.provider.anthropic;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.ModelInfo;

/** Which of {@code temperature} and {@code top_p} are sent: versions and models refuse them in different ways. */
final class SamplingParams {
    /** From this version of the protocol on every model refuses every value; versions are dates. */
    private static final String WITHOUT_SAMPLING = "2026-10-21";

    /** Refuses the two together. */
    private static final Pattern FOURTH_GENERATION = Pattern.compile("claude-[a-z]+-4\\b");

    /** The least values that change nothing; models without sampling take them all the same. */
    private static final double DEFAULT_TEMPERATURE = 1;

    private static final double DEFAULT_TOP_P = 0.99;

    private final CompletionRequest request;
    private final String apiVersion;
    private final ModelInfo model;
    private final Consumer<String> warnings;

    /** @param model null when nothing is known of it */
    SamplingParams(CompletionRequest request, String apiVersion, ModelInfo model, Consumer<String> warnings) {
        this.request = request;
        this.apiVersion = apiVersion;
        this.model = model;
        this.warnings = warnings;
    }

    Double temperature() {
        return kept("temperature", request.temperature(), DEFAULT_TEMPERATURE);
    }

    Double topP() {
        Double topP = kept("top_p", request.topP(), DEFAULT_TOP_P);
        boolean both = topP != null && request.temperature() != null;
        if (both && FOURTH_GENERATION.matcher(request.model()).find()) {
            warnings.accept(request.model() + " does not accept top_p beside temperature; top_p was not sent.");
            return null;
        }
        return topP;
    }

    private Double kept(String field, Double value, double byDefault) {
        if (value == null) {
            return null;
        }
        if (apiVersion.compareTo(WITHOUT_SAMPLING) >= 0) {
            return dropped(field, "api_version " + apiVersion);
        }
        boolean changes = value < byDefault || value > 1;
        return changes && model != null && !model.takesTemperature() ? dropped(field, request.model()) : value;
    }

    private Double dropped(String field, String refusing) {
        warnings.accept(refusing + " does not accept " + field + "; it was not sent.");
        return null;
    }
}
