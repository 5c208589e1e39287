package org.llmtestbench.provider;

/**
 * A setting of an endpoint is not valid for its dialect or its HTTP client. {@link ProviderRegistry} adds the file and
 * the line.
 */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String reason;
    private final String hint;

    /**
     * Creates the exception.
     *
     * @param key such as {@code ca_file}, or {@code headers."X-Foo"} for an entry of a table
     * @param reason one sentence; follows the place and the key in the message
     * @param hint what to do; null when the reason is enough
     */
    public InvalidSettingException(String key, String reason, String hint) {
        super(key + ": " + reason);
        this.key = key;
        this.reason = reason;
        this.hint = hint;
    }

    /** Returns an exception that also says where the setting is. */
    ProviderException withOrigin(SettingsReader reader) {
        ProviderException invalid = reader.invalid(key, reason);
        invalid = hint == null ? invalid : invalid.hint(hint);
        return getCause() == null ? invalid : invalid.causedBy(getCause());
    }
}
