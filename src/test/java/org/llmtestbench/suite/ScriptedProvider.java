package org.llmtestbench.suite;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;

/** A provider whose answers a test decides, by the number of the call from 0. */
final class ScriptedProvider {
    private ScriptedProvider() {}

    /** The target of {@link Answers#suiteCase}, which gives these answers. */
    static Map<SuiteTarget, ResolvedTarget> seats(IntFunction<Uni<CompletionResponse>> answers) {
        AtomicInteger calls = new AtomicInteger();
        Provider provider = (Provider) Proxy.newProxyInstance(
                ScriptedProvider.class.getClassLoader(),
                new Class<?>[] {Provider.class},
                (self, method, args) -> switch (method.getName()) {
                    case "complete", "stream" -> answers.apply(calls.getAndIncrement());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        SuiteTarget target = Answers.suiteCase(1, 1).target();
        return Map.of(target, new ResolvedTarget(target, provider, "m", ModelInfo.unknown("m"), 0, false));
    }
}
