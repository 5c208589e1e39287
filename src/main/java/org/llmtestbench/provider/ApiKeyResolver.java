package org.llmtestbench.provider;

import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;

/** Where keys are looked up: in the environment, unless whatever runs us knows a better place. */
@Singleton
public class ApiKeyResolver {
    private volatile UnaryOperator<String> source = System::getenv;

    /** The key that a variable of this name holds; null when there is none. */
    public String named(String variable) {
        return source.apply(variable);
    }

    /** From now on keys come from here; those of providers that are known already do not change. */
    public void from(UnaryOperator<String> better) {
        source = better;
    }
}
