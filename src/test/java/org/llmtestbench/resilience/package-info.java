/**
 * A server on raw sockets that breaks whatever can break, and the table of what must come of it. The server and its
 * replies know no vendor; what vendors say stands in {@code Wording}.
 */
package org.llmtestbench.resilience;
