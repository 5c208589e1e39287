/**
 * The Messages dialect: its REST interface, its JSON as records, and the bean that creates its providers.
 *
 * <p>Must not know another dialect, the runner or the terminal. Its JSON records are not used outside the package.
 */
package org.llmtestbench.provider.anthropic;
