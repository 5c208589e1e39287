/**
 * The function over HTTP/1.1: a server on Vert.x that takes requests to {@link org.llmtestbench.function.routes.Router} and brings
 * the answers back, no faster than the caller reads and no longer than it listens.
 *
 * <p>Must not know what is asked and answered, nor the command line.
 */
package org.llmtestbench.function.http;
