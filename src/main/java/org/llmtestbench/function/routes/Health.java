package org.llmtestbench.function.routes;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.llmtestbench.function.Response;

/** What a probe is told, as MicroProfile Health has it. */
@JsonPropertyOrder({"status", "checks"})
record Health(Status status, List<Check> checks) {
    /** Whether all is well. */
    enum Status {
        UP,
        DOWN
    }

    /** One thing that was looked at. */
    @JsonPropertyOrder({"name", "status"})
    record Check(String name, Status status) {}

    /** Of one thing. */
    static Health of(String name, boolean well) {
        Status status = well ? Status.UP : Status.DOWN;
        return new Health(status, List.of(new Check(name, status)));
    }

    /** With the status that probes look at. */
    Response response() {
        return Response.json(status == Status.UP ? 200 : 503, this).with("cache-control", "no-store");
    }
}
