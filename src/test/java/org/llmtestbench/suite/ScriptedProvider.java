package org.llmtestbench.suite;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;

/** A provider with scripted answers, by the index of the call, from 0. */
final class ScriptedProvider {
    private ScriptedProvider() {}

    /** The target of {@link Answers#suiteCase}, with these answers. */
    static Map<SuiteTarget, ResolvedTarget> targets(IntFunction<Uni<CompletionResponse>> answers) {
        AtomicInteger calls = new AtomicInteger();
        Provider provider = (Provider) Proxy.newProxyInstance(
                ScriptedProvider.class.getClassLoader(),
                new Class<?>[] {Provider.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "complete", "stream" -> answers.apply(calls.getAndIncrement());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        SuiteTarget target = Answers.suiteCase(1, 1).target();
        return Map.of(target, new ResolvedTarget(target, provider, "m", ModelInfo.unknown("m"), 0, false));
    }
}
