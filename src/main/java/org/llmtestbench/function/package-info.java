/**
 * The bench as a service: what it answers at which address, who may ask and how much, whatever way a request came in.
 *
 * <p>{@link org.llmtestbench.function.Routes} takes a request from a way in and finds its
 * {@link org.llmtestbench.function.Route}. Must not know the command line, nor how requests come in and answers leave.
 */
package org.llmtestbench.function;
