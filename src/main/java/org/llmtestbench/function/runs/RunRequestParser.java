package org.llmtestbench.function.runs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.ProblemDetails;
import org.llmtestbench.function.limits.MaxTokensLimit;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.suite.Shard;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.TargetResolver;
import org.llmtestbench.suite.parser.InvalidSuiteException;
import org.llmtestbench.suite.parser.SuiteRequest;

/** Reads what is to be run. */
final class RunRequestParser {
    private static final Duration LONGEST = Duration.ofHours(1);
    /** What a Lambda function may take; most clients wait for less. */
    private static final Duration USUAL = Duration.ofMinutes(15);

    private static final String DEADLINE = "deadline";
    private static final String SHARD = "shard";

    private final SuiteRepository suites;
    private final String usual;
    private final MaxTokensLimit longest;

    /** @param usual the suite that is run when none is named; null for none */
    RunRequestParser(SuiteRepository suites, String usual, MaxTokensLimit longest) {
        this.suites = suites;
        this.usual = usual;
        this.longest = longest;
    }

    /**
     * Understands {@code {"suite": "name" or a suite, "deadline": "90s", "shard": "3/8"}}; fails with {@link HttpProblemException} and everything that is
     * wrong with it. Reads files.
     *
     * @param targets knows who can be asked
     * @param timeLeft what the caller has anyway; null for no such limit
     * @param mayNameNone whether the configured suite is run then
     */
    RunRequest read(String json, Principal principal, TargetResolver targets, Duration timeLeft, boolean mayNameNone) {
        try {
            SuiteRequest request = SuiteRequest.read(json, List.of(DEADLINE, SHARD));
            Duration deadline = deadline(request);
            Suite suite = request.isWrittenOut()
                    ? request.suite(targets::validationError, longest.tokens())
                    : suites.named(request.name().orElseGet(() -> usual(mayNameNone)), targets::validationError);
            Shard shard = request.text(SHARD).map(Shard::parse).orElse(null);
            return new RunRequest(
                    suite,
                    shard,
                    principal,
                    timeLeft != null && timeLeft.compareTo(deadline) < 0 ? timeLeft : deadline);
        } catch (InvalidSuiteException invalid) {
            throw refused(invalid);
        }
    }

    private String usual(boolean mayNameNone) {
        if (mayNameNone && usual != null) {
            return usual;
        }
        throw HttpProblemException.with(Failure.USAGE.httpStatus(), "No suite", "No suite is named.", Failure.USAGE)
                .hint("Send {\"suite\": \"name\"}, or a suite in place of the name"
                        + (mayNameNone ? "; or let whoever runs this configure one (suite)." : "."));
    }

    private static Duration deadline(SuiteRequest request) {
        Optional<String> text = request.text(DEADLINE);
        Duration time =
                text.map(t -> SettingsLoader.duration(t).orElse(Duration.ZERO)).orElse(USUAL);
        if (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw request.mistake(DEADLINE, "must be a duration such as 90s or 5m, up to 1h.");
        }
        return time;
    }

    private static HttpProblemException refused(InvalidSuiteException invalid) {
        List<ProblemDetails.Mistake> errors = invalid.problems().stream()
                .map(problem -> new ProblemDetails.Mistake(problem.line(), problem.key(), problem.message()))
                .toList();
        return HttpProblemException.with(
                        Failure.USAGE.httpStatus(),
                        "Suite can't be run",
                        errors.size() == 1
                                ? invalid.getMessage()
                                : errors.size() + " things are wrong with the request; nothing was run.",
                        Failure.USAGE)
                .hint("errors tells each. The format: llm-test-bench smoke --schema.")
                .errors(errors);
    }
}
