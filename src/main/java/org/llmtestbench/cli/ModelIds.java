package org.llmtestbench.cli;

import java.util.Iterator;
import org.llmtestbench.provider.BuiltIns;

/** The ids that complete a model. */
final class ModelIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return BuiltIns.models().iterator();
    }
}
