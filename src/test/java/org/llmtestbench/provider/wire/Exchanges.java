package org.llmtestbench.provider.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.TokenUsage;

/** Exchanges for tests of dialects, and what was put into them. */
public final class Exchanges {
    private final List<Delta> deltas = new ArrayList<>();
    private final Exchange exchange;

    /** One exchange that came back with this status. */
    public Exchanges(int status) {
        Stopwatch stopwatch = new Stopwatch(System::nanoTime);
        Answer answer = new Answer(deltas::add, stopwatch);
        exchange = new Exchange(Endpoints.at("http://127.0.0.1:9/v1"), "the-model", 1, null, stopwatch, answer);
        exchange.responded(status, name -> null);
    }

    /** Where a dialect puts what it reads. */
    public Exchange exchange() {
        return exchange;
    }

    /** The pieces that were handed over, as {@code TEXT:Hello}. */
    public List<String> deltas() {
        return deltas.stream().map(d -> d.kind() + ":" + d.text()).toList();
    }

    /** The text so far. */
    public String text() {
        return exchange.answer().text();
    }

    /** The normalised reason. */
    public FinishReason finishReason() {
        return exchange.answer().finishReason();
    }

    /** The token counts; estimated ones are 1 and 1. */
    public TokenUsage usage() {
        return Usage.of(exchange.answer(), () -> 1, () -> 1);
    }

    /** The failure that a complete answer amounts to. */
    public Optional<ProviderException> verdict() {
        return exchange.answer().verdict();
    }

    /** The warnings so far. */
    public List<String> warnings() {
        return exchange.answer().warnings();
    }
}
