package org.llmtestbench.cli;

import org.llmtestbench.provider.Version;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"llm-test-bench " + Version.NUMBER};
    }
}
