/**
 * The model catalog: which models exist, what they accept, what they cost and when they end, built in and configured.
 *
 * <p>Must not know how a provider is called.
 */
package org.llmtestbench.provider.catalog;
