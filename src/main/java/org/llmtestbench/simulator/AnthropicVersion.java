package org.llmtestbench.simulator;

import java.util.stream.Stream;

/** The versions of the Anthropic dialect. Every request has the header {@code anthropic-version}. */
enum AnthropicVersion {
    FIRST("2023-01-01", true),
    STABLE("2023-06-01", true),
    WITHOUT_SAMPLING("2026-10-21", false);

    static final String HEADER = "anthropic-version";

    private final String date;
    private final boolean hasSampling;

    AnthropicVersion(String date, boolean hasSampling) {
        this.date = date;
        this.hasSampling = hasSampling;
    }

    static AnthropicVersion of(SimulatedCall call) {
        String date = call.header(HEADER)
                .orElseThrow(() ->
                        AnthropicError.invalid(HEADER, "header is required").toException());
        return Stream.of(values())
                .filter(version -> version.date.equals(date))
                .findFirst()
                .orElseThrow(() -> AnthropicError.invalid(HEADER, "\"" + date + "\" is not a valid version")
                        .toException());
    }

    /** Whether a request can set temperature, top_p and top_k. */
    boolean hasSampling() {
        return hasSampling;
    }
}
