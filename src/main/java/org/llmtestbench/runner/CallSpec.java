package org.llmtestbench.runner;

import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Provider;

/**
 * One thing to try: a request to a provider.
 *
 * @param stream whether the answer is to be streamed
 */
public record CallSpec(Provider provider, CompletionRequest request, boolean stream) {}
