package org.llmtestbench.function.runs;

import java.time.Duration;
import org.llmtestbench.function.Principal;
import org.llmtestbench.suite.Shard;
import org.llmtestbench.suite.Suite;

/**
 * A suite that is to be run.
 *
 * @param principal whose limits hold
 * @param shard the part of it that is meant; null for all of it
 * @param deadline how long it may take from now on, its wait for a thread included; what is not run by then is not run
 */
record RunRequest(Suite suite, Shard shard, Principal principal, Duration deadline) {}
