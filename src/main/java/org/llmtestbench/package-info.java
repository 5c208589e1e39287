/**
 * A test bench for LLM providers: sends prompts and reports the text, the tokens, the time to first token, every
 * attempt and the cause of a failure.
 *
 * <pre>
 * cli ──────┐
 *  │        ├─► telemetry ─► report ─► suite ─► runner ─► provider ◄─ provider.openai, provider.anthropic
 *  ▼        │                                     │          ▲         (both may use provider.client and
 * function ─┘                                     │          │          provider.catalog, and not each other)
 *  ▲                                              └──► simulator
 *  │
 * lambda
 *
 * config is used by cli, function and suite, and uses provider and provider.catalog
 *
 * within function:
 *
 * http, lambda ─► routes ──► auth ─────┐
 *                   │                  │
 *                   ▼                  ├─► function
 * completions ──► limits ──────────────┤
 * lambda ───────► runs ──► limits ─────┘
 *
 * (no package depends on completions: CDI finds its routes; http also uses auth)
 * </pre>
 *
 * <p>The entry points are {@code cli}, {@code function.http} and {@code lambda}. {@code cli} uses only
 * {@code function.http} of the function, to start the server.
 *
 * <p>Glossary:
 *
 * <ul>
 *   <li>A <i>provider</i> is one configured <i>endpoint</i> that accepts prompts and speaks a <i>dialect</i>, the wire
 *       protocol of a vendor.
 *   <li>A <i>call</i> is one request with all its <i>attempts</i>. An attempt is one HTTP request.
 *   <li>A <i>delta</i> is a piece of a streamed answer.
 *   <li>The <i>runner</i> makes calls; an <i>outcome</i> is the result of one call, a response or a failure.
 *   <li>A <i>suite</i> sends <i>cases</i> to <i>targets</i>, <i>checks</i> the answers and gives each case a
 *       <i>verdict</i>. A <i>shard</i> is one part of a suite's cases, for a run on several machines.
 *   <li>A <i>failure</i> is one row of the failure table.
 *   <li><i>TTFT</i> is the time to the first token of any kind, <i>TTFO</i> the time to the first visible text.
 * </ul>
 *
 * <p>An architecture test enforces these dependencies.
 */
package org.llmtestbench;
