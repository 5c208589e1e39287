package org.llmtestbench.provider;

import java.time.Duration;

/**
 * One attempt of a call.
 *
 * @param number counts from 1
 * @param status the HTTP status; null when none was received
 * @param failure null when the attempt succeeded
 * @param duration from passing the request to the HTTP client until the end of the response or the failure
 * @param waited how long this attempt waited before its request got a connection; zero when it did not wait
 * @param waitReason {@code retry-after}, {@code backoff}, {@code rate-limit}, {@code max-concurrent} or
 *     {@code connection}; null when it did not wait
 * @param requestId the provider's own request id, for support questions; null when it sent none
 */
public record Attempt(
        int number,
        Integer status,
        Failure failure,
        Duration duration,
        Duration waited,
        String waitReason,
        String requestId) {}
