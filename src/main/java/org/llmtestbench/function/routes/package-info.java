/**
 * Routing: {@link org.llmtestbench.function.routes.Router} authenticates the caller, finds the {@link
 * org.llmtestbench.function.Route} and logs the request. The routes for listings, health, metrics and the OpenAPI
 * document are in this package; all others are found as CDI beans.
 */
package org.llmtestbench.function.routes;
