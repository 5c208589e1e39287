package org.llmtestbench.provider;

/** A wire protocol. One bean per dialect turns any number of configured endpoints into providers. */
public interface ProviderFactory {
    /** The word in configuration, such as {@code openai}. */
    String name();

    /** A provider for this endpoint; opens no connection yet. */
    Provider connect(ProviderSettings settings);
}
