package org.llmtestbench.provider;

/** A setting of an endpoint that its dialect or its connections cannot use; {@link ProviderRegistry} adds the file and line. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String reason;
    private final String hint;

    /**
     * Names the setting.
     *
     * @param key such as {@code ca_file}, or {@code headers."X-Foo"} for an entry of a table
     * @param reason one sentence that follows the place and the key
     * @param hint what to do; null when the reason is enough
     */
    public InvalidSettingException(String key, String reason, String hint) {
        super(key + ": " + reason);
        this.key = key;
        this.reason = reason;
        this.hint = hint;
    }

    /** The failure with the place of the setting. */
    ProviderException at(SettingsReader place) {
        ProviderException refusal = place.refusal(key, reason);
        refusal = hint == null ? refusal : refusal.hint(hint);
        return getCause() == null ? refusal : refusal.causedBy(getCause());
    }
}
