package org.llmtestbench.provider.client;

/**
 * A part of an answer that is not its content, such as the token counts. If the provider sends something else in its
 * place, it is left out with a warning.
 */
public interface LenientObject {}
