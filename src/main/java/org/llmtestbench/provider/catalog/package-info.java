/**
 * The model catalog: built-in and configured models with their limits, prices and retirement dates.
 *
 * <p>Must not know how requests are sent to a provider.
 */
package org.llmtestbench.provider.catalog;
