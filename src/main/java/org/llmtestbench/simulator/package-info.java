/**
 * A loopback server that speaks the dialects of the vendors, so that everything can be tried without a network, an API
 * key or costs. It runs in the process for offline use, or on its own port for tests of other programs.
 *
 * <p>{@code SimulatorRequestHandler} passes each request to the {@code ProtocolHandler} of its dialect. All dialects
 * share one {@code SimulatedModel}, which gets the texts from {@code TextGenerator} and the failures from
 * {@code FaultInjector}. {@code PacedResponseWriter} sends each chunk at the right time. Only the classes named after a
 * vendor know the formats of that vendor.
 *
 * <p>Must not know {@code provider.client} or the provider packages. The simulator is their counterpart and follows the
 * vendors' documentation, so that an error in one is not repeated in the other.
 */
package org.llmtestbench.simulator;
