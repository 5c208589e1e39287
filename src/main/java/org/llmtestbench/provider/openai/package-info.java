/**
 * The Chat Completions dialect: its REST interface, its JSON as records, and the bean that creates its providers. A
 * vendor that speaks this dialect needs configuration and no code.
 *
 * <p>Must not know another dialect, the runner or the terminal. Its JSON records are not used outside the package.
 */
package org.llmtestbench.provider.openai;
