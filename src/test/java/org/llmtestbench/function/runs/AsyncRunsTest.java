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

    private String begin(RunJob job) {
        Response answer =
                runs.answer(CALLER, Uni.createFrom().item(job)).await().indefinitely();
        return answer.headers().get("location").substring("/v1/smoke/".length());
    }

    @Test
    void a_report_is_for_who_began_the_run_alone() {
        String id = begin(Jobs.over());

        assertThat(runs.read(id, CALLER, ReportMediaType.JSON)
                        .await()
                        .indefinitely()
                        .status())
                .isEqualTo(200);
        Principal other = new Principal("other");
        assertThatThrownBy(() -> runs.read(id, other, ReportMediaType.JSON)).hasMessageContaining("of yours");
        assertThatThrownBy(() -> runs.end(id, other)).hasMessageContaining("of yours");
        assertThat(runs.read(id, CALLER, ReportMediaType.HTML)
                        .await()
                        .indefinitely()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_end_of_the_process_interrupts_them_and_their_reports_say_so() {
        RunJob job = Jobs.waiting();
        String id = begin(job);
        shutdown.end();
        job.work();

        Response.Whole report = (Response.Whole)
                runs.read(id, CALLER, ReportMediaType.JSON).await().indefinitely();
        assertThat(new String(report.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"exit_code\":130", "\"passed\":false");
    }
}
