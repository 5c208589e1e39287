/**
 * The user's TOML configuration file: finds it, writes it, validates it, and reads it as a source of SmallRye Config
 * with a priority between the built-in defaults and the environment. The package {@code provider} defines the keys.
 *
 * <p>Must not know the meaning of the values, any dialect, or the command line.
 */
package org.llmtestbench.config;
