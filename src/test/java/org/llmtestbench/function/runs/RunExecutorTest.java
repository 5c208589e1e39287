package org.llmtestbench.function.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.suite.RunEndReason;
import org.llmtestbench.suite.RunResult;

class RunExecutorTest {
    private final RunExecutor executor = new RunExecutor();
    private final CountDownLatch release = new CountDownLatch(1);

    private void block() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void four_runs_execute_sixteen_wait_and_the_next_is_rejected() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            executor.run(Jobs.waiting(), () -> {
                block();
                done.countDown();
            });
        }
        HttpProblemException rejection =
                catchThrowableOfType(HttpProblemException.class, () -> executor.run(Jobs.waiting(), this::block));

        assertThat(rejection.problem().status()).isEqualTo(429);
        assertThat(rejection.headers()).containsKey("retry-after");
        release.countDown();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_job_that_is_stopped_in_the_queue_ends_at_once() {
        executor.interrupt();
        RunJob late = Jobs.waiting();
        executor.run(late, () -> {
            block();
            late.work();
        });
        release.countDown();

        assertThat(late.then(RunResult::endReason).await().indefinitely()).contains(RunEndReason.INTERRUPTED);
    }
}
