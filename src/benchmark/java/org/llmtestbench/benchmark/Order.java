package org.llmtestbench.benchmark;

/**
 * What a subject is to do.
 *
 * @param calls in all
 * @param atOnce as many of them under way at any time
 * @param spreadMillis over which the first of them start
 */
record Order(Kind kind, Scenario scenario, int calls, int atOnce, int spreadMillis) {
    enum Kind {
        STREAM,
        COMPLETE,
        GUARD
    }

    static Order stream(Scenario scenario, int calls, int atOnce) {
        return new Order(Kind.STREAM, scenario, calls, atOnce, 0);
    }

    static Order complete(int calls, int atOnce) {
        return new Order(Kind.COMPLETE, Scenario.WHOLE, calls, atOnce, 0);
    }

    /** @param pairs of batches */
    static Order guard(int pairs) {
        return new Order(Kind.GUARD, Scenario.WHOLE, pairs, 1, 0);
    }

    Order spreadOver(int millis) {
        return new Order(kind, scenario, calls, atOnce, millis);
    }
}
