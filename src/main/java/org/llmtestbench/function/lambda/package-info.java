/**
 * The function on AWS Lambda. What is AWS's stays here: the rest of {@code function} does not know where it runs.
 */
package org.llmtestbench.function.lambda;
