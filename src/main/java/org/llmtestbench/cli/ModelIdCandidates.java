package org.llmtestbench.cli;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.llmtestbench.config.UserDefinedNames;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** The completion candidates for a model: the configured ids, then those of the catalog. */
final class ModelIdCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        Set<String> ids = new LinkedHashSet<>(
                UserDefinedNames.of(new ConfigFileOption().lookups()).models());
        ids.addAll(ModelCatalog.builtInIds());
        return ids.iterator();
    }
}
