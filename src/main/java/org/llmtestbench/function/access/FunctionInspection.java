package org.llmtestbench.function.access;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.llmtestbench.function.FunctionSettings;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.RootSettings;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.wire.DocumentClient;
import org.llmtestbench.telemetry.Outlets;

/** Says what is wrong with the settings of the function, without starting it. */
@Singleton
class FunctionInspection implements RootSettings {
    @Override
    public void inspect(SettingsReader from, SettingsReader foreign, Consumer<ProviderException> problems) {
        FunctionSettings settings = FunctionSettings.of(from, foreign);
        Allowance.of(from);
        Outlets.address(from);
        List<ProviderException> ofAccess = new ArrayList<>();
        Access access = Access.of(from.collecting(ofAccess::add));
        ofAccess.forEach(problems);
        // the command line needs no authentication, so only one that is set can be wrong
        boolean isServer = access.isSet() || !Loopback.contains(settings.host());
        if (ofAccess.isEmpty() && isServer) {
            try {
                Doors doors = new Doors(Runnable::run, System::nanoTime, Clock.systemUTC(), caFile -> {
                    DocumentClient.requireCertificates("oidc_ca_file", caFile);
                    return address -> "";
                });
                new Doorkeeper(doors, () -> access).requireSafe(settings.host(), false);
            } catch (ProviderException unsafe) {
                problems.accept(unsafe);
            }
        }
    }
}
