package org.llmtestbench.function;

import java.util.Objects;

/**
 * The identity of a caller, for limits and logs.
 *
 * @param name the fingerprint of a token, the subject of a JWT, or a fixed name such as {@code platform}; never a
 *     secret
 */
public record Principal(String name) {
    /** The caller of a public route, which is not authenticated. */
    public static final Principal ANONYMOUS = new Principal("anonymous");

    /** The name must not be null. */
    public Principal {
        Objects.requireNonNull(name);
    }
}
