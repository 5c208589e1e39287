package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| .* \\| (\\d+) \\| (\\d+)\\D*\\| (yes|no)[^|]*\\|$");

    @Test
    void the_failure_table_in_the_documentation_matches_the_code() throws IOException {
        Map<String, String> page = ROW.matcher(Files.readString(Path.of("docs/failures.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), FailureTest::row));
        Map<String, String> code = Arrays.stream(Failure.values())
                .collect(Collectors.toMap(
                        Failure::name,
                        f -> f.exitCode() + " " + f.httpStatus() + " " + (f.isRetryable() ? "yes" : "no")));
        assertThat(page).isEqualTo(code);
    }

    private static String row(MatchResult row) {
        return row.group(2) + " " + row.group(3) + " " + row.group(4);
    }

    @Test
    void exit_codes_are_distinct_and_different_from_those_of_the_shell() {
        assertThat(Arrays.stream(Failure.values()).map(Failure::exitCode))
                .doesNotHaveDuplicates()
                .allMatch(code -> code > 0 && code < 126 && code != 70);
    }

    @Test
    void the_most_severe_of_several_failures_is_chosen() {
        assertThat(Failure.mostSevere(List.of(Failure.CHECK_FAILED, Failure.RATE_LIMITED, Failure.AUTHENTICATION)))
                .contains(Failure.AUTHENTICATION);
        assertThat(Failure.mostSevere(List.of(Failure.REFUSED, Failure.TIMEOUT, Failure.UNAVAILABLE)))
                .contains(Failure.UNAVAILABLE);
        assertThat(Failure.mostSevere(List.of())).isEmpty();
    }

    @Test
    void every_failure_has_a_severity() {
        assertThat(Failure.mostSevere(List.of(Failure.values()))).contains(Failure.CONFIGURATION);
        for (Failure failure : Failure.values()) {
            assertThat(Failure.mostSevere(List.of(Failure.CHECK_FAILED, failure)))
                    .contains(failure);
        }
    }

    @Test
    void retryable_failures_are_transient_and_others_permanent() {
        assertThat(Failure.UNAVAILABLE.because("x")).isInstanceOf(ProviderException.Transient.class);
        assertThat(Failure.QUOTA_EXHAUSTED.because("x")).isInstanceOf(ProviderException.Permanent.class);
    }

    @Test
    void an_exception_keeps_all_added_details() {
        RuntimeException cause = new RuntimeException();
        ProviderException e = Failure.RATE_LIMITED
                .because("limit")
                .hint("wait")
                .retryAfter(Duration.ofSeconds(3))
                .causedBy(cause)
                .withMessage("the limit");
        assertThat(e).hasMessage("the limit").hasCause(cause).isInstanceOf(ProviderException.Transient.class);
        assertThat(e.hint()).contains("wait");
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
    }

    @Test
    void the_final_failure_of_a_call_is_permanent_but_still_retryable() {
        ProviderException end = Failure.TIMEOUT.because("late").withPartialResponse(null);
        assertThat(end).isInstanceOf(ProviderException.Permanent.class);
        assertThat(end.isRetryable()).isTrue();
    }
}
