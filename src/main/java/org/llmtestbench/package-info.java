/**
 * Sends prompts to LLM providers and tells the truth about what happened: text, tokens, time to first token, every
 * attempt, and why it failed.
 *
 * <pre>
 * cli ──────┐
 *  │        ├─► telemetry ─► report ─► suite ─► bench ─► provider ◄─ provider.openai, provider.anthropic
 *  ▼        │                                     │         ▲         (each may use provider.client, none knows another)
 * function ─┘                                     └──► provider.simulator
 *
 * config is used by cli, function and suite, and uses provider
 *
 * within function:
 *
 * http, lambda ─► routes ──────┐
 * lambda ───────► runs ────────┼─► access ─► function    (all know function; none knows completions, it is found)
 *                 completions ─┘
 * </pre>
 *
 * <p>The ways in are {@code cli}, {@code function.http} and {@code function.lambda}; {@code cli} knows of the function no
 * more than how to serve it, and {@code http} asks {@code access} whether it may listen.
 *
 * <p>Glossary. A <i>provider</i> is somewhere prompts can be sent: one configured <i>endpoint</i> that speaks a
 * <i>dialect</i>. A <i>call</i> is one request with all its <i>attempts</i>; an <i>exchange</i> is one attempt on the
 * wire. A <i>delta</i> is a piece of a streamed answer. A <i>trial</i> is a request to a provider that the bench runs,
 * and its <i>outcome</i> is what became of it. A <i>suite</i> puts <i>cases</i> to <i>targets</i>, <i>checks</i> the
 * answers and comes to a <i>verdict</i> on each case; a <i>shard</i> is one of the parts that its cases are split into for
 * several machines. A <i>failure</i> is a row of the failure table. <i>TTFT</i> is the time
 * to the first token of any kind, <i>TTFO</i> to the first visible text.
 *
 * <p>An architecture test holds the arrows.
 */
package org.llmtestbench;
