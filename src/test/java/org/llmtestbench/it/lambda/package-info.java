/** The packaged function as a process of its own, in the hands of a Runtime API that tests play. */
package org.llmtestbench.it.lambda;
