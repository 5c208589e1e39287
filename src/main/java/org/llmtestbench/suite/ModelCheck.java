package org.llmtestbench.suite;

import com.google.re2j.Pattern;

/** Checks the model that the response names; finds a model that the provider replaced by another. */
public record ModelCheck(Pattern pattern, String label) implements Check {
    /** Expects exactly this model. */
    public static ModelCheck named(String id) {
        return new ModelCheck(Pattern.compile(Pattern.quote(id)), id);
    }

    /** Expects a model whose whole id matches. */
    public static ModelCheck matching(Pattern pattern) {
        return new ModelCheck(pattern, "/" + pattern.pattern() + "/");
    }

    @Override
    public String type() {
        return "model";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        String model = response.response().responseModel();
        return model == null
                ? CheckOutcome.unknown("the response does not name a model")
                : CheckOutcome.of(pattern.matches(model), "answered by " + model + ", expected " + label);
    }
}
