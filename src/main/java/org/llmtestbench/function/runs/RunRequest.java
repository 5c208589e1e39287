package org.llmtestbench.function.runs;

import java.time.Duration;
import org.llmtestbench.function.Principal;
import org.llmtestbench.suite.Shard;
import org.llmtestbench.suite.Suite;

/**
 * A request to run a suite.
 *
 * @param principal the caller
 * @param shard the part of the suite to run; null for all of it
 * @param deadline the time limit of the run, including its time in the queue; cases that have not started then are not
 *     run
 */
record RunRequest(Suite suite, Shard shard, Principal principal, Duration deadline) {}
