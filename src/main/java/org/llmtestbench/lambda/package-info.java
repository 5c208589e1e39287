/**
 * The function on AWS Lambda: invocations arrive through AWS's own runtime client, or through {@link
 * org.llmtestbench.lambda.StreamingRuntime}, which can stream. Responses, reports and metrics are written in AWS
 * formats.
 *
 * <p>{@link org.llmtestbench.lambda.InvocationDispatcher} detects the kind of each event. Only this package knows AWS;
 * {@code org.llmtestbench.function} must not know where it runs.
 */
package org.llmtestbench.lambda;
