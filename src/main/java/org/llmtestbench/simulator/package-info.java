/**
 * A loopback server that speaks the vendors' wire dialects, so that everything can be tried without a network, a key or
 * a bill: in process for offline use, and on a port of its own for other programs to test against.
 *
 * <p>{@code Reception} takes a request and asks the {@code Routes} of its dialect; {@code SimulatedModel} has the words
 * from {@code Prose} and the failures from {@code Dice}, one for all dialects; {@code Delivery} sends at the right time.
 * The classes named after a vendor know that vendor's shapes and nothing else does. It must not know our own
 * clients: it is their counterpart, written from the vendor's documents, so that an error in one is not repeated in the
 * other.
 */
package org.llmtestbench.simulator;
