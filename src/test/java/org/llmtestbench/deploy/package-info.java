/** What {@code deploy/} holds, checked as far as it can be without a cluster and without an engine for containers. */
package org.llmtestbench.deploy;
