/**
 * Who may ask, and for how much: doors find out who a caller is, a turnstile counts what each has under way, and a purse
 * pays out of what may be spent a day.
 *
 * <p>Must not know what is asked for.
 */
package org.llmtestbench.function.auth;
