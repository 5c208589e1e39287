package org.llmtestbench.runner;

import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Provider;

/**
 * A call to make: a provider and the request to it.
 *
 * @param stream whether to stream the answer
 */
public record CallSpec(Provider provider, CompletionRequest request, boolean stream) {}
