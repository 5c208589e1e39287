package org.llmtestbench.function;

import java.util.Objects;

/**
 * Who asks, as far as limits and logs need to know.
 *
 * @param name never a secret: a token's fingerprint, a subject, or {@code platform}
 */
public record Principal(String name) {
    /** Nobody in particular: who calls a probe, or everybody where somebody in front has asked already. */
    public static final Principal ANYBODY = new Principal("anybody");

    /** Has a name. */
    public Principal {
        Objects.requireNonNull(name);
    }
}
