package org.llmtestbench.telemetry;

import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.RootSettings;
import org.llmtestbench.provider.SettingsReader;

/** Says what is wrong with the address of the collector, without sending anything to it. */
@Singleton
class TelemetryInspection implements RootSettings {
    @Override
    public void inspect(SettingsReader from, SettingsReader foreign, Consumer<ProviderException> problems) {
        Outlets.address(from);
    }
}
