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

/** Parses smoke requests. */
final class RunRequestParser {
    private static final Duration MAX_DEADLINE = Duration.ofHours(1);
    /** The maximum duration of a Lambda function; most clients wait less. */
    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(15);

    private static final String DEADLINE = "deadline";
    private static final String SHARD = "shard";

    private final SuiteRepository suites;
    private final String defaultSuite;
    private final MaxTokensLimit maxTokensLimit;

    /** @param defaultSuite the default suite; null for none */
    RunRequestParser(SuiteRepository suites, String defaultSuite, MaxTokensLimit maxTokensLimit) {
        this.suites = suites;
        this.defaultSuite = defaultSuite;
        this.maxTokensLimit = maxTokensLimit;
    }

    /**
     * Parses {@code {"suite": "name" or a suite, "deadline": "90s", "shard": "3/8"}}. Fails with {@link
     * HttpProblemException} that contains all errors. Reads files, so it blocks.
     *
     * @param targets resolves and validates the targets
     * @param timeLeft the time limit of the transport; null for none
     * @param allowDefaultSuite whether to run the default suite if the request names none
     */
    RunRequest read(
            String json, Principal principal, TargetResolver targets, Duration timeLeft, boolean allowDefaultSuite) {
        try {
            SuiteRequest request = SuiteRequest.read(json, List.of(DEADLINE, SHARD));
            Duration deadline = deadline(request);
            Suite suite = request.isInline()
                    ? request.suite(targets::validationError, maxTokensLimit.tokens())
                    : suites.named(
                            request.name().orElseGet(() -> defaultSuite(allowDefaultSuite)), targets::validationError);
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

    private String defaultSuite(boolean allowDefaultSuite) {
        if (allowDefaultSuite && defaultSuite != null) {
            return defaultSuite;
        }
        throw HttpProblemException.with(
                        Failure.USAGE.httpStatus(), "No suite", "The request names no suite.", Failure.USAGE)
                .hint("Send {\"suite\": \"name\"}, or a suite as JSON instead of the name"
                        + (allowDefaultSuite ? ", or ask the operator of this server to set a default suite." : "."));
    }

    private static Duration deadline(SuiteRequest request) {
        Optional<String> text = request.text(DEADLINE);
        Duration time =
                text.map(t -> SettingsLoader.duration(t).orElse(Duration.ZERO)).orElse(DEFAULT_DEADLINE);
        if (time.isZero() || time.isNegative() || time.compareTo(MAX_DEADLINE) > 0) {
            throw request.invalid(DEADLINE, "must be a duration such as 90s or 5m, up to 1h.");
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
                                : "The request has " + errors.size() + " errors, so nothing was run.",
                        Failure.USAGE)
                .hint("The key errors lists them. The command llm-test-bench smoke --schema prints the format.")
                .errors(errors);
    }
}
