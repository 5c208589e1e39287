package org.llmtestbench.provider.simulator;

import io.vertx.core.buffer.Buffer;

/** A request as it came in, with its number since the start. */
record Call(long number, String method, String path, Buffer body) {}
