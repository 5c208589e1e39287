package org.llmtestbench.runner;

import java.util.Optional;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** The outcome of a call: passed or failed. */
public sealed interface Outcome {
    /** The target of the call; its model is null if the call failed before a model was chosen. */
    Target target();

    /** The response, partial if the call failed; empty if nothing was sent. */
    Optional<CompletionResponse> response();

    /** The failure; empty if the call passed. */
    Optional<Failed> failed();

    /** The exit code of a process that ends with this outcome. */
    int exitCode();

    /** A complete answer arrived. */
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

    /** No complete answer arrived; {@code cause} has the reason and the partial response, if any. */
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
