package org.llmtestbench.resilience;

/** How a completion is asked for: in which dialect, and whether as a stream. */
enum Manner {
    OPENAI_WHOLE(Wording.OPENAI, false),
    OPENAI_STREAMED(Wording.OPENAI, true),
    ANTHROPIC_WHOLE(Wording.ANTHROPIC, false),
    ANTHROPIC_STREAMED(Wording.ANTHROPIC, true);

    private final Wording wording;
    private final boolean streamed;

    Manner(Wording wording, boolean streamed) {
        this.wording = wording;
        this.streamed = streamed;
    }

    Wording wording() {
        return wording;
    }

    boolean streamed() {
        return streamed;
    }

    /** A good answer of this manner, {@code Hello there}. */
    Reply answer() {
        return streamed
                ? Reply.events(wording.stream("Hello", " there"))
                : Reply.json(200, wording.whole("Hello there"));
    }

    /** The error inside an answer with status 200. */
    Reply errorInside(String type, String code, String message) {
        return streamed
                ? Reply.events(wording.errorEvent(type, code, message))
                : Reply.json(200, wording.error(type, code, message));
    }

    /** How many bytes of {@link #answer} are less than its first text. */
    int bytesBeforeText() {
        return streamed ? wording.beginning().length() : 40;
    }

    /** How many bytes of {@link #answer} hold {@code Hello} and no more, if it is a stream. */
    int bytesAfterFirstPiece() {
        return (wording.beginning() + wording.piece("Hello")).length();
    }
}
