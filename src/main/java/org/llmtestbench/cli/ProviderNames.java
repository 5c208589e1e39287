package org.llmtestbench.cli;

import java.util.Iterator;
import java.util.Set;
import org.llmtestbench.provider.BuiltIns;

/** The names that complete a provider. */
final class ProviderNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        Set<String> names = BuiltIns.read().names();
        return names.iterator();
    }
}
