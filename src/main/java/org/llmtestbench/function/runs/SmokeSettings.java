package org.llmtestbench.function.runs;

import java.nio.file.Path;
import java.util.Map;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;

/**
 * The settings for smoke runs.
 *
 * @param suites the folder with suite files; null for none
 * @param suite the default suite for events that name none; null for none
 */
record SmokeSettings(Path suites, String suite) {
    static SmokeSettings of(SettingsLoader settings) {
        SettingsReader root = settings.root(Map.of());
        return new SmokeSettings(root.path("suites"), root.text("suite", null));
    }
}
