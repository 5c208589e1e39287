/**
 * The function on AWS Lambda: invocations come in, by AWS's own client or by a loop of ours over the Runtime API that can
 * stream, and answers, reports and metrics go out.
 *
 * <p>{@link org.llmtestbench.lambda.InvocationDispatcher} tells the kinds of events apart. What is AWS's stays here: the
 * rest of {@code function} does not know where it runs.
 */
package org.llmtestbench.lambda;
