package org.llmtestbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtestbench.suite.CaseRecord;

/** The table of cases × targets. Holds no prompts and no answers, so that it fits into memory for any run. */
final class CaseMatrix {
    /** @param number number of the case in the report, from 1 */
    record Cell(int number, CaseRecord result) {}

    /** The cells of one case, one for each target; null where the case did not use the target. */
    record Row(String id, List<Cell> cells) {}

    private final Set<String> targets = new LinkedHashSet<>();
    private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();

    CaseMatrix(List<CaseRecord> cases) {
        int number = 1;
        for (CaseRecord each : cases) {
            targets.add(each.target());
            rows.computeIfAbsent(each.id(), id -> new LinkedHashMap<>()).put(each.target(), new Cell(number++, each));
        }
    }

    List<String> targets() {
        return List.copyOf(targets);
    }

    List<Row> rows() {
        List<Row> all = new ArrayList<>();
        rows.forEach((id, cells) ->
                all.add(new Row(id, targets.stream().map(cells::get).toList())));
        return all;
    }
}
