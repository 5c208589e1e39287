package org.llmtestbench.function.runs;

import java.nio.file.Path;
import java.util.Map;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;

/**
 * Which suites there are beside the built-in ones.
 *
 * @param suites the folder with their files; null for none
 * @param suite the one that is run when an event names none; null for none
 */
record SmokeSettings(Path suites, String suite) {
    static SmokeSettings of(SettingsLoader settings) {
        SettingsReader from = settings.root(Map.of());
        return new SmokeSettings(from.path("suites"), from.text("suite", null));
    }
}
