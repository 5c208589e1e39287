package org.llmtestbench.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The model that all dialects share: its names, its answers, its delays and its failures. */
final class SimulatedModel {
    static final String NAME = "simulated";
    /** Constant, so that two runs can be compared byte by byte. */
    static final Instant CREATED = Instant.ofEpochSecond(1_790_000_000);

    private static final String UNKNOWN_PREFIX = "missing";

    private final SimulatorConfig config;
    private final TextGenerator generator;
    private final FaultInjector faults;

    SimulatedModel(SimulatorConfig config) {
        this.config = config;
        this.generator = new TextGenerator(config.tokens(), config.seed());
        this.faults = new FaultInjector(config.rates(), config.seed());
    }

    /** Every name is known except those that start with a prefix reserved for tests of unknown models. */
    static boolean isKnownModel(String name) {
        return !name.isEmpty() && !name.startsWith(UNKNOWN_PREFIX);
    }

    /** The HTTP status of the next call if it fails. All dialects share one sequence. */
    OptionalInt fault() {
        return faults.nextFault();
    }

    SimulatedCompletion complete(SimulatedConversation conversation, int maxTokens, List<String> stop) {
        return SimulatedCompletion.limited(generator.answer(conversation.lastUserText()), maxTokens, stop);
    }

    /** The delay before an answer that is not streamed. */
    Duration totalDelay(SimulatedCompletion completion) {
        return config.totalDelay(completion.tokens().size());
    }

    /** One chunk for each token, with its delay. Lazy, so that only the next chunk of a long stream is in memory. */
    Stream<TimedChunk> tokenChunks(SimulatedCompletion completion, UnaryOperator<String> format) {
        List<String> tokens = completion.tokens();
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new TimedChunk(format.apply(tokens.get(i)), config.delayBefore(i)));
    }
}
