package org.llmtestbench.provider.client;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a status means when nothing in the body says more. {@code docs/failures.md} holds the same table. */
final class ErrorStatus {
    private static final Map<Integer, ErrorCause> CAUSES = new TreeMap<>();

    static {
        meaning(ErrorCause.KEY, 401, 561);
        meaning(ErrorCause.QUOTA, 402);
        meaning(ErrorCause.PERMISSION, 403);
        meaning(ErrorCause.PATH, 404, 405);
        meaning(ErrorCause.BODY_TOO_LARGE, 413);
        meaning(ErrorCause.REGION, 451);
        // 420: an older 429; 430: Shopify's
        meaning(ErrorCause.RATE_LIMIT, 420, 429, 430);
        // 408: the server waited for the request; 460 and 499: a gateway says that the connection to it was closed
        meaning(ErrorCause.TIMEOUT, 408, 460, 499);
        // 421: the wrong connection; 424: the model behind failed; 425: too early; 449: retry; 498: no capacity for
        // Groq's flex tier
        meaning(ErrorCause.UNAVAILABLE, 421, 424, 425, 449, 498);
        // these stay as they are, however often the request is repeated
        meaning(ErrorCause.INVALID, 501, 505, 506, 508, 510);
        meaning(ErrorCause.BLOCKED, 511);
    }

    private ErrorStatus() {}

    private static void meaning(ErrorCause cause, int... statuses) {
        for (int status : statuses) {
            CAUSES.put(status, cause);
        }
    }

    /** The statuses with a meaning of their own, in ascending order. */
    static Set<Integer> known() {
        return Collections.unmodifiableSet(CAUSES.keySet());
    }

    /** The cause that this status stands for alone. */
    static ErrorCause cause(int status) {
        if (status >= 300 && status < 400) {
            return ErrorCause.REDIRECT;
        }
        return CAUSES.getOrDefault(status, status >= 500 ? ErrorCause.UNAVAILABLE : ErrorCause.INVALID);
    }
}
