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
    private final AtomicInteger begun = new AtomicInteger();
    private final RunRegistry<String> runs = new RunRegistry<>(2, Duration.ofMinutes(1), now::get);

    private Supplier<Uni<RunJob>> begins(RunJob job) {
        return () -> {
            begun.incrementAndGet();
            return Uni.createFrom().item(job);
        };
    }

    private RunJob put(String key, RunJob job) {
        return runs.computeIfAbsent(key, begins(job)).await().indefinitely();
    }

    private static boolean isThere(RunJob job) {
        return job.then(RunResult::end).await().indefinitely().isPresent();
    }

    @Test
    void a_run_is_begun_once() {
        RunJob first = put("a", Jobs.over());

        assertThat(put("a", Jobs.over())).isSameAs(first);
        assertThat(begun).hasValue(1);
    }

    @Test
    void one_that_does_not_begin_may_be_tried_again() {
        Uni<RunJob> refused = runs.computeIfAbsent(
                "a",
                () -> Uni.createFrom().failure(HttpProblemException.with(429, "Too many runs", "Too many.", null)));

        assertThatThrownBy(() -> refused.await().indefinitely()).isInstanceOf(HttpProblemException.class);
        assertThat(runs.find("a")).isEmpty();
        put("a", Jobs.over());
        assertThat(runs.find("a")).isPresent();
    }

    @Test
    void what_is_over_is_dropped_after_its_time() {
        RunJob job = put("a", Jobs.over());

        now.set(Duration.ofSeconds(60).toNanos());
        assertThat(runs.find("a")).contains(job);
        assertThat(isThere(job)).isTrue();
        now.set(Duration.ofSeconds(61).toNanos());
        assertThat(runs.find("a")).isEmpty();
        assertThat(isThere(job)).isFalse();
    }

    @Test
    void the_oldest_is_dropped_when_there_are_too_many() {
        put("a", Jobs.over());
        put("b", Jobs.over());
        put("c", Jobs.over());

        assertThat(runs.find("a")).isEmpty();
        assertThat(runs.find("b")).isPresent();
        assertThat(runs.find("c")).isPresent();
    }

    @Test
    void what_goes_on_is_never_dropped() {
        RunJob waiting = put("a", Jobs.waiting());
        put("b", Jobs.over());
        put("c", Jobs.over());
        now.set(Duration.ofHours(1).toNanos());

        assertThat(runs.find("a")).contains(waiting);
        assertThat(runs.find("b")).isEmpty();
    }
}
