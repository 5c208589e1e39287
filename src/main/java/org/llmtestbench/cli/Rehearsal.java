package org.llmtestbench.cli;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.llmtestbench.bench.Target;
import org.llmtestbench.bench.Trial;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Progress;
import org.llmtestbench.provider.Provider;

/**
 * A call to the simulator just before the measured one, made in the same way. What a process loads and compiles at its
 * first call takes longer than many a provider's first token, and would be reported as its latency.
 */
final class Rehearsal {
    private final Workbench workbench;
    private final Map<String, String> flags;

    private Rehearsal(Workbench workbench, Map<String, String> flags) {
        this.workbench = workbench;
        this.flags = flags;
    }

    /**
     * Makes the call; what becomes of it does not matter.
     *
     * @param flags those of the measured call
     */
    static void of(Target target, boolean stream, Workbench workbench, Map<String, String> flags) {
        Rehearsal rehearsal = new Rehearsal(workbench, flags);
        try (Offline standIn = rehearsal.standIn(target)) {
            rehearsal.call(target, stream, standIn.flags());
        }
    }

    /** Over TLS where the provider is: a first handshake takes longer than all the rest. */
    private Offline standIn(Target target) {
        String scheme = workbench
                .providers()
                .settings(target.provider(), flags)
                .baseUrl()
                .getScheme();
        try {
            return "https".equals(scheme) ? Offline.startOverTls(workbench.vertx()) : Offline.start(workbench.vertx());
        } catch (UncheckedIOException readOnly) {
            return Offline.start(workbench.vertx());
        }
    }

    private void call(Target target, boolean stream, Map<String, String> standIn) {
        workbench.bench().run(target, () -> trial(target, stream, standIn), Progress.NONE);
    }

    private Trial trial(Target target, boolean stream, Map<String, String> standIn) {
        Map<String, String> all = new HashMap<>(flags);
        all.putAll(standIn);
        // nothing may hold it up
        all.putAll(Map.of("max_retries", "0", "timeout", "10s", "requests_per_minute", "0", "tokens_per_minute", "0"));
        Provider provider = workbench.providers().named(target.provider(), all);
        return new Trial(
                provider,
                CompletionRequest.builder().model("rehearsal").user("Hello").build(),
                stream);
    }
}
