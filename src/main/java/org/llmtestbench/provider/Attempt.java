package org.llmtestbench.provider;

import java.time.Duration;

/**
 * One try of a call.
 *
 * @param number counts from 1
 * @param status the HTTP status; null when none was received
 * @param failure null for the attempt that answered
 * @param duration from handing the request to the HTTP client to the answer's end or the failure
 * @param waited how long this attempt waited before its request had a connection; zero when it did not
 * @param waitReason {@code retry-after}, {@code backoff}, {@code rate-limit}, {@code max-concurrent} or
 *     {@code connection}; null when it did not wait
 * @param requestId the provider's own id for support questions; null when it sent none
 */
public record Attempt(
        int number,
        Integer status,
        Failure failure,
        Duration duration,
        Duration waited,
        String waitReason,
        String requestId) {}
