/**
 * What all HTTP dialects share: the call with its attempts, the time it takes, reading a stream to its proper end,
 * errors and their failures, waiting as long as the server asks, and keeping the key out of everything.
 *
 * <p>Must not know a vendor's JSON; the words of many vendors' errors are data here, since each copies another's.
 */
package org.llmtestbench.provider.client;
