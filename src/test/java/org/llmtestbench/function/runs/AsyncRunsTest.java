package org.llmtestbench.function.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.ShutdownCoordinator;

class AsyncRunsTest {
    private static final Principal CALLER = new Principal("one");

    private final ShutdownCoordinator shutdown = new ShutdownCoordinator();
    private final AsyncRuns runs = new AsyncRuns(shutdown);

    private String start(RunJob job) {
        Response answer =
                runs.answer(CALLER, Uni.createFrom().item(job)).await().indefinitely();
        return answer.headers().get("location").substring("/v1/smoke/".length());
    }

    @Test
    void only_the_caller_that_started_a_run_can_read_its_report() {
        String id = start(Jobs.completed());

        assertThat(runs.read(id, CALLER, ReportMediaType.JSON)
                        .await()
                        .indefinitely()
                        .status())
                .isEqualTo(200);
        Principal other = new Principal("other");
        assertThatThrownBy(() -> runs.read(id, other, ReportMediaType.JSON))
                .hasMessageStartingWith("You have no run '");
        assertThatThrownBy(() -> runs.end(id, other)).hasMessageStartingWith("You have no run '");
        assertThat(runs.read(id, CALLER, ReportMediaType.HTML)
                        .await()
                        .indefinitely()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_shutdown_interrupts_background_runs_and_their_reports_contain_the_reason() {
        RunJob job = Jobs.waiting();
        String id = start(job);
        shutdown.begin();
        job.work();

        Response.Whole report = (Response.Whole)
                runs.read(id, CALLER, ReportMediaType.JSON).await().indefinitely();
        assertThat(new String(report.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"exit_code\":130", "\"passed\":false");
    }
}
