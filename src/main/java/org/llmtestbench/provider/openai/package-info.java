/**
 * The Chat Completions dialect: its REST interface, its JSON as records, the bean that makes providers of endpoints. A
 * vendor that speaks it is configuration, not code.
 *
 * <p>Must not know another dialect, the bench or the screen; its records do not leave the package.
 */
package org.llmtestbench.provider.openai;
