package org.llmtestbench.cli;

import java.util.Iterator;
import java.util.SortedSet;
import org.llmtestbench.config.OwnNames;
import org.llmtestbench.provider.BuiltIns;

/** The names that complete a provider. */
final class ProviderNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        SortedSet<String> names = new BuiltIns().names();
        names.addAll(OwnNames.of(new ConfigFileOption().lookups()).providers());
        return names.iterator();
    }
}
