/** Tests of the packaged Lambda function as a separate process, with a simulated Runtime API. */
package org.llmtestbench.it.lambda;
