package org.llmtestbench.function.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.suite.RunResult;

class RunRegistryTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger starts = new AtomicInteger();
    private final RunRegistry<String> runs = new RunRegistry<>(2, Duration.ofMinutes(1), now::get);

    private Supplier<Uni<RunJob>> countingStart(RunJob job) {
        return () -> {
            starts.incrementAndGet();
            return Uni.createFrom().item(job);
        };
    }

    private RunJob put(String key, RunJob job) {
        return runs.computeIfAbsent(key, countingStart(job)).await().indefinitely();
    }

    private static boolean isKept(RunJob job) {
        return job.then(RunResult::endReason).await().indefinitely().isPresent();
    }

    @Test
    void a_run_is_started_once() {
        RunJob first = put("a", Jobs.completed());

        assertThat(put("a", Jobs.completed())).isSameAs(first);
        assertThat(starts).hasValue(1);
    }

    @Test
    void a_run_that_did_not_start_can_be_started_again() {
        Uni<RunJob> refused = runs.computeIfAbsent(
                "a",
                () -> Uni.createFrom().failure(HttpProblemException.with(429, "Too many runs", "Too many.", null)));

        assertThatThrownBy(() -> refused.await().indefinitely()).isInstanceOf(HttpProblemException.class);
        assertThat(runs.find("a")).isEmpty();
        put("a", Jobs.completed());
        assertThat(runs.find("a")).isPresent();
    }

    @Test
    void a_completed_run_is_dropped_after_the_retention_time() {
        RunJob job = put("a", Jobs.completed());

        now.set(Duration.ofSeconds(60).toNanos());
        assertThat(runs.find("a")).contains(job);
        assertThat(isKept(job)).isTrue();
        now.set(Duration.ofSeconds(61).toNanos());
        assertThat(runs.find("a")).isEmpty();
        assertThat(isKept(job)).isFalse();
    }

    @Test
    void the_oldest_run_is_dropped_if_there_are_too_many() {
        put("a", Jobs.completed());
        put("b", Jobs.completed());
        put("c", Jobs.completed());

        assertThat(runs.find("a")).isEmpty();
        assertThat(runs.find("b")).isPresent();
        assertThat(runs.find("c")).isPresent();
    }

    @Test
    void a_running_run_is_never_dropped() {
        RunJob waiting = put("a", Jobs.waiting());
        put("b", Jobs.completed());
        put("c", Jobs.completed());
        now.set(Duration.ofHours(1).toNanos());

        assertThat(runs.find("a")).contains(waiting);
        assertThat(runs.find("b")).isEmpty();
    }
}
