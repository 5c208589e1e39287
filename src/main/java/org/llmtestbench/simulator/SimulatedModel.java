package org.llmtestbench.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The model behind every dialect: the names it goes by, what it says, how fast, and when it fails. */
final class SimulatedModel {
    static final String NAME = "simulated";
    /** Never changes, so that two runs can be compared byte by byte. */
    static final Instant CREATED = Instant.ofEpochSecond(1_790_000_000);

    private static final String UNKNOWN_NAMES = "missing";

    private final SimulatorConfig config;
    private final TextGenerator generator;
    private final FaultInjector faults;

    SimulatedModel(SimulatorConfig config) {
        this.config = config;
        this.generator = new TextGenerator(config.tokens(), config.seed());
        this.faults = new FaultInjector(config.rates(), config.seed());
    }

    /** Any name will do, but for those that are kept free so that a client can ask for a model that is not there. */
    static boolean isKnownModel(String name) {
        return !name.isEmpty() && !name.startsWith(UNKNOWN_NAMES);
    }

    /** The HTTP status the next call fails with, if it fails; one sequence for all dialects. */
    OptionalInt fault() {
        return faults.nextFault();
    }

    SimulatedCompletion answer(SimulatedConversation conversation, int maxTokens, List<String> stop) {
        return SimulatedCompletion.limited(generator.answer(conversation.lastUserText()), maxTokens, stop);
    }

    /** The wait before a whole answer. */
    Duration timeFor(SimulatedCompletion answer) {
        return config.waitForAll(answer.tokens().size());
    }

    /** One event for each token, at its time; made as they are asked for, so a long stream holds only its next one. */
    Stream<TimedChunk> spoken(SimulatedCompletion answer, UnaryOperator<String> event) {
        List<String> tokens = answer.tokens();
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new TimedChunk(event.apply(tokens.get(i)), config.waitBefore(i)));
    }
}
