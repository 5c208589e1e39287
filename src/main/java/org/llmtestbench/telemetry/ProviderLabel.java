package org.llmtestbench.telemetry;

import java.net.URI;
import java.util.Map;
import org.llmtestbench.runner.Target;

/** What the conventions call a provider, where they have a name for it; else as it is configured. */
final class ProviderLabel {
    private static final Map<String, String> WELL_KNOWN = Map.of("mistral", "mistral_ai", "xai", "x_ai");

    private ProviderLabel() {}

    /** @param address null when it is not known */
    static String of(Target target, URI address) {
        if (target.offline()) {
            // whoever it stands in for did not answer
            return "simulator";
        }
        String host = address == null ? null : address.getHost();
        if (host != null && host.endsWith(".openai.azure.com")) {
            return "azure.ai.openai";
        }
        return WELL_KNOWN.getOrDefault(target.provider(), target.provider());
    }
}
