/**
 * The limits of the server: concurrent requests of one caller, output tokens of one answer, and spend per day.
 *
 * <p>Must not know how callers are authenticated, or how requests arrive.
 */
package org.llmtestbench.function.limits;
