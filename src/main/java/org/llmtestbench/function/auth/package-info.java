/**
 * Authentication of the callers: by token, by OpenID Connect, by a front end, or none on loopback.
 *
 * <p>Must not know the routes.
 */
package org.llmtestbench.function.auth;
