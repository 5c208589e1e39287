/**
 * The provider API: requests, responses, failures, settings and model properties, the same for every vendor.
 *
 * <p>Must not depend on any other package of this project: no dialect, no HTTP client, no runner, no command line.
 */
package org.llmtestbench.provider;
