package org.llmtestbench.provider;

/** Creates the providers of one dialect, that is, one wire protocol. There is one bean per dialect. */
public interface ProviderFactory {
    /** Returns the value of the setting {@code dialect}, such as {@code openai}. */
    String name();

    /** Creates a provider for this endpoint; opens no connection yet. */
    Provider connect(ProviderSettings settings);
}
