/**
 * The HTTP/1.1 server on Vert.x: passes requests to {@link org.llmtestbench.function.routes.Router} and sends the
 * responses, with backpressure, until the caller disconnects.
 *
 * <p>Must not know the content of requests and responses, or the command line.
 */
package org.llmtestbench.function.http;
