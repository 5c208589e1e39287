package org.llmtestbench.benchmark;

/** What a call is about; its name is the prompt, and the server answers by it. */
enum Scenario {
    /** A long stream that is all there at once: what decoding costs. */
    DECODE(2000, 0),
    /** The same in the other protocol. */
    DECODE_ANTHROPIC(2000, 0),
    /** A stream at the pace of a model, to hold many of them open together. */
    CROWD(200, 50),
    /** A short stream for its first token, one after the other. */
    ALONE(10, 5),
    /** A stream for its first token while others run. */
    TOGETHER(50, 20),
    /** A stream whose every token says when it went. */
    EACH(100, 50),
    /** A whole answer. */
    WHOLE(9, 0);

    /** Before the first token of a paced stream, as a model takes time to begin. */
    static final int THINKING_MILLIS = 20;

    final int tokens;
    final int pauseMillis;

    Scenario(int tokens, int pauseMillis) {
        this.tokens = tokens;
        this.pauseMillis = pauseMillis;
    }

    boolean isPaced() {
        return pauseMillis > 0;
    }

    static Scenario in(String body) {
        for (Scenario scenario : values()) {
            if (body.contains('"' + scenario.name() + '"')) {
                return scenario;
            }
        }
        throw new IllegalArgumentException("no scenario: " + body);
    }
}
