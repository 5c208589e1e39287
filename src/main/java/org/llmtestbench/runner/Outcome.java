package org.llmtestbench.runner;

import java.util.Optional;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** What became of a trial. */
public sealed interface Outcome {
    /** Who was asked; its model is null when it did not come to choosing one. */
    Target target();

    /** What came back; empty when nothing was sent. */
    Optional<CompletionResponse> response();

    /** What went wrong; empty when nothing did. */
    Optional<Failed> failed();

    /** The exit code of a process that ends with this. */
    int exitCode();

    /** A good answer came. */
    record Passed(Target target, CompletionResponse answer) implements Outcome {
        @Override
        public Optional<CompletionResponse> response() {
            return Optional.of(answer);
        }

        @Override
        public Optional<Failed> failed() {
            return Optional.empty();
        }

        @Override
        public int exitCode() {
            return 0;
        }
    }

    /** No good answer came; {@code cause} holds the reason and whatever was received. */
    record Failed(Target target, ProviderException cause) implements Outcome {
        @Override
        public Optional<CompletionResponse> response() {
            return cause.response();
        }

        @Override
        public Optional<Failed> failed() {
            return Optional.of(this);
        }

        /** The kind of failure. */
        public Failure failure() {
            return cause.failure();
        }

        @Override
        public int exitCode() {
            return failure().exitCode();
        }
    }
}
