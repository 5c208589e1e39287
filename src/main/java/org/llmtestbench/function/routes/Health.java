package org.llmtestbench.function.routes;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.llmtestbench.function.Response;

/** The response of a health probe in the format of MicroProfile Health. */
@JsonPropertyOrder({"status", "checks"})
record Health(Status status, List<Check> checks) {
    /** The result of a check. */
    enum Status {
        UP,
        DOWN
    }

    /** One check. */
    @JsonPropertyOrder({"name", "status"})
    record Check(String name, Status status) {}

    /** The health with one check. */
    static Health of(String name, boolean isUp) {
        Status status = isUp ? Status.UP : Status.DOWN;
        return new Health(status, List.of(new Check(name, status)));
    }

    /** The HTTP response: 200 if up, 503 if down. */
    Response response() {
        return Response.json(status == Status.UP ? 200 : 503, this).with("cache-control", "no-store");
    }
}
