package org.llmtestbench.cli;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.llmtestbench.bench.Target;
import org.llmtestbench.bench.Trial;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Progress;
import org.llmtestbench.provider.Provider;

/**
 * A call to the simulator just before the measured one, made in the same way. What a process loads and compiles at its
 * first call takes longer than many a provider's first token, and would be reported as its latency.
 */
final class Rehearsal implements AutoCloseable {
    private final Workbench workbench;
    private final Map<String, String> flags;
    private Offline standIn = Offline.NONE;

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
        try (Rehearsal rehearsal = new Rehearsal(workbench, flags)) {
            workbench.bench().run(target, () -> rehearsal.trial(target, stream), Progress.NONE);
        }
    }

    private Trial trial(Target target, boolean stream) {
        if (!workbench.providers().named(target.provider(), flags).hasKey()) {
            throw Failure.AUTHENTICATION.because("What can't be asked is not rehearsed.");
        }
        standIn = standIn(target);
        Map<String, String> all = new HashMap<>(flags);
        all.putAll(standIn.flags());
        // nothing may hold it up
        all.putAll(Map.of("max_retries", "0", "timeout", "10s", "requests_per_minute", "0", "tokens_per_minute", "0"));
        Provider provider = workbench.providers().named(target.provider(), all);
        return new Trial(
                provider,
                CompletionRequest.builder().model("rehearsal").user("Hello").build(),
                stream);
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

    @Override
    public void close() {
        standIn.close();
    }
}
