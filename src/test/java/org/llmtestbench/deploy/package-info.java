/** Tests of the files in {@code deploy/}, without a cluster and without a container engine. */
package org.llmtestbench.deploy;
