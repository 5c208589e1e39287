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
    private final RunExecutor threads = new RunExecutor();
    private final CountDownLatch open = new CountDownLatch(1);

    private void block() {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void four_run_sixteen_wait_and_the_next_is_told_to_come_back() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            threads.run(Jobs.waiting(), () -> {
                block();
                done.countDown();
            });
        }
        HttpProblemException full =
                catchThrowableOfType(HttpProblemException.class, () -> threads.run(Jobs.waiting(), this::block));

        assertThat(full.problem().status()).isEqualTo(429);
        assertThat(full.headers()).containsKey("retry-after");
        open.countDown();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_is_stopped_before_its_turn_ends_at_once() {
        threads.interrupt();
        RunJob late = Jobs.waiting();
        threads.run(late, () -> {
            block();
            late.work();
        });
        open.countDown();

        assertThat(late.then(RunResult::end).await().indefinitely()).contains(RunEndReason.INTERRUPTED);
    }
}
