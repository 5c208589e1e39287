/**
 * The HTTP function: the types that all its subpackages share, such as {@link org.llmtestbench.function.Request},
 * {@link org.llmtestbench.function.Response}, {@link org.llmtestbench.function.Route} and the state of the process.
 *
 * <p>Must not know its subpackages.
 */
package org.llmtestbench.function;
