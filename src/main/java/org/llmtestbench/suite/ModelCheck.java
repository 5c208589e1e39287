package org.llmtestbench.suite;

import com.google.re2j.Pattern;

/** The model that the answer says it is from; catches one that was silently put in another's place. */
public record ModelCheck(Pattern pattern, String shown) implements Check {
    /** Exactly this model. */
    public static ModelCheck named(String id) {
        return new ModelCheck(Pattern.compile(Pattern.quote(id)), id);
    }

    /** A model whose whole id matches. */
    public static ModelCheck matching(Pattern pattern) {
        return new ModelCheck(pattern, "/" + pattern.pattern() + "/");
    }

    @Override
    public String type() {
        return "model";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        String model = response.response().responseModel();
        return model == null
                ? CheckOutcome.unknown("the answer does not say which model it is from")
                : CheckOutcome.of(pattern.matches(model), "answered by " + model + ", wanted " + shown);
    }
}
