/**
 * Finds the user's TOML file, writes a first one, reads it as a source of SmallRye Config, between what is built in and
 * the environment, and collects everything that is wrong in it. Knows from {@code provider} which keys there are; does
 * not know what their values mean, nobody's dialect, and neither the screen nor the command line.
 */
package org.llmtestbench.config;
