package org.llmtestbench.provider;

import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;

/** Looks up API keys: in the environment, unless another source is set, such as AWS Secrets Manager. */
@Singleton
public class ApiKeyResolver {
    private volatile UnaryOperator<String> source = System::getenv;

    /** Returns the API key in the variable of this name; null when the variable is not set. */
    public String resolve(String variable) {
        return source.apply(variable);
    }

    /** Replaces the source of keys. Providers that are connected already keep their key. */
    public void useSource(UnaryOperator<String> newSource) {
        source = newSource;
    }
}
