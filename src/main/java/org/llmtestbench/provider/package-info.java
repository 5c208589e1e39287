/**
 * What a provider is: requests, responses, failures, settings and the catalogue of models, the same for every vendor.
 *
 * <p>Must not know anything else of ours: no dialect, no wire, no bench, no screen.
 */
package org.llmtestbench.provider;
