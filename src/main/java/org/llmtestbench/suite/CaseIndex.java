package org.llmtestbench.suite;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the cases of a run that were run. */
final class CaseIndex {
    private record Key(String id, String target) {}

    private final Map<Key, CaseRecord> cases = new HashMap<>();

    CaseIndex(RunRecord run) {
        run.cases().stream()
                .filter(CaseRecord::wasRun)
                .forEach(each -> cases.putIfAbsent(new Key(each.id(), each.target()), each));
    }

    Optional<CaseRecord> find(CaseRecord wanted) {
        return Optional.ofNullable(cases.get(new Key(wanted.id(), wanted.target())));
    }
}
