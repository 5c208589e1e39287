/**
 * What a caller of the function may use: requests at once, requests of one caller, tokens of one answer and money per day.
 *
 * <p>Must not know how callers are authenticated, nor how requests arrive.
 */
package org.llmtestbench.function.limits;
