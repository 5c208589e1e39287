package org.llmtestbench.cli;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.llmtestbench.config.OwnNames;
import org.llmtestbench.provider.BuiltIns;

/** The ids that complete a model: the user's own, then the catalogue's. */
final class ModelIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        Set<String> ids = new LinkedHashSet<>(
                OwnNames.of(new ConfigFileOption().lookups()).models());
        ids.addAll(BuiltIns.models());
        return ids.iterator();
    }
}
