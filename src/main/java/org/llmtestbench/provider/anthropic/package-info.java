/**
 * The Messages dialect: its REST interface, its JSON as records, the bean that makes providers of endpoints.
 *
 * <p>Must not know another dialect, the bench or the screen; its records do not leave the package.
 */
package org.llmtestbench.provider.anthropic;
