package org.llmtestbench.provider;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * A dialect whose providers do nothing.
 *
 * @param connecting is called before each provider is created
 */
public record FakeDialect(Consumer<ProviderSettings> connecting) implements ProviderFactory {
    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Provider connect(ProviderSettings settings) {
        connecting.accept(settings);
        return (Provider) Proxy.newProxyInstance(
                Provider.class.getClassLoader(), new Class<?>[] {Provider.class}, (proxy, method, args) -> {
                    if (method.getDeclaringClass() != Object.class) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return switch (method.getName()) {
                        case "equals" -> proxy == args[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "provider " + settings.name();
                    };
                });
    }
}
