package org.llmtestbench.cli;

import java.util.Iterator;
import java.util.SortedSet;
import org.llmtestbench.config.UserDefinedNames;
import org.llmtestbench.provider.BuiltInProviders;

/** The completion candidates for a provider: the built-in and the configured names. */
final class ProviderNameCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        SortedSet<String> names = new BuiltInProviders().names();
        names.addAll(UserDefinedNames.of(new ConfigFileOption().lookups()).providers());
        return names.iterator();
    }
}
