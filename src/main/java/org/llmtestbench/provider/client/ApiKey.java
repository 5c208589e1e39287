package org.llmtestbench.provider.client;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderSettings;

/** The key of one endpoint; never prints itself. */
public final class ApiKey {
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile("\\b(sk|pk|gsk|xai)-[A-Za-z0-9_*.-]{4,}");
    private static final Pattern QUOTED = Pattern.compile("[\"'`\u201c\u2018](.*)[\"'`\u201d\u2019]", Pattern.DOTALL);
    private static final String MASK = "[key]";
    private static final String CUT = "…";
    private static final int SHORTEST = 4;

    private final String provider;
    private final String variable;
    private final String value;
    private final String unquoted;
    private final List<Pattern> secrets;

    private ApiKey(String provider, String variable, String value, List<String> others) {
        this.provider = provider;
        this.variable = variable;
        this.value = value;
        this.unquoted = unquoted(value);
        this.secrets = Stream.concat(Stream.of(value, unquoted), others.stream())
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .map(secret -> inAnyDress(secret, ""))
                .toList();
    }

    /** The key that {@code api_key_env} names, whether it is set or not. */
    public static ApiKey of(ProviderSettings settings, UnaryOperator<String> keys) {
        String variable = settings.apiKeyEnv();
        String found = variable.isEmpty() ? null : keys.apply(variable);
        return new ApiKey(settings.name(), variable, found == null ? "" : found.strip(), List.of());
    }

    /** The same key, which takes these secrets out of texts as well. */
    ApiKey hiding(List<String> others) {
        return new ApiKey(provider, variable, value, others);
    }

    private static String unquoted(String value) {
        Matcher quoted = QUOTED.matcher(value);
        return quoted.matches() ? quoted.group(1).strip() : value;
    }

    private boolean isInQuotes() {
        return !unquoted.equals(value);
    }

    /** Whether the endpoint wants a key at all. */
    public boolean isWanted() {
        return !variable.isEmpty();
    }

    /** Whether a request can be made: with the key that is wanted, or without one. */
    boolean isUsable() {
        return !isWanted() || (!isInQuotes() && VISIBLE_ASCII.matcher(value).matches());
    }

    /** The key itself, for the request header; fails with {@link Failure#AUTHENTICATION} when there is none. */
    public String value() {
        if (value.isEmpty()) {
            throw Failure.AUTHENTICATION
                    .because(provider + " needs a key: the environment variable " + variable + " is not set.")
                    .hint("Set " + variable + ", or try it without a key: --offline.");
        }
        if (isInQuotes()) {
            throw Failure.AUTHENTICATION
                    .because("The value of " + variable + " is not a key: it is in quotes.")
                    .hint("Set " + variable
                            + " to the key without quotes; an env file keeps quotes as part of the value.");
        }
        if (!VISIBLE_ASCII.matcher(value).matches()) {
            throw Failure.AUTHENTICATION
                    .because("The value of " + variable + " is not a key: it holds spaces, line breaks or non-ASCII.")
                    .hint("Set " + variable + " to the key alone.");
        }
        return value;
    }

    /** What stands for it where a request is shown; null when none is sent. */
    String placeholder() {
        return isWanted() ? "[" + variable + (value.isEmpty() ? " is not set" : "") + "]" : null;
    }

    /** Says so when it is wanted and not there. */
    Optional<String> missing() {
        return isWanted() && value.isEmpty()
                ? Optional.of(variable + " is not set: without it " + provider + " is not asked.")
                : Optional.empty();
    }

    /** The way out when the provider refuses the key. */
    String hint() {
        return isWanted()
                ? "Set " + variable + " to a valid key."
                : "Name the variable that holds the key: api_key_env in [providers." + provider
                        + "], or --api-key-env.";
    }

    /** Takes the key, and whatever looks like one, out of a text that came from outside. */
    public String redact(String text) {
        if (text == null) {
            return null;
        }
        String clean = text;
        for (Pattern secret : secrets) {
            clean = secret.matcher(clean).replaceAll(MASK);
        }
        for (int length = unquoted.length() - 1; length >= SHORTEST && clean.contains(CUT); length--) {
            // a long text may have been cut within the key
            clean = inAnyDress(unquoted.substring(0, length), CUT)
                    .matcher(clean)
                    .replaceAll(MASK + CUT);
        }
        return LOOKS_LIKE_A_KEY.matcher(clean).replaceAll(MASK);
    }

    /** The key in any case, its punctuation as it is or escaped as in addresses, JSON or HTML. */
    private static Pattern inAnyDress(String key, String end) {
        StringBuilder regex = new StringBuilder();
        key.chars()
                .forEach(c -> regex.append(
                        Character.isLetterOrDigit(c)
                                ? String.valueOf((char) c)
                                : "(?:%1$s|%%%2$02x|\\\\u%2$04x|&#%2$d;|&#x%2$x;)"
                                        .formatted(Pattern.quote(String.valueOf((char) c)), c)));
        return Pattern.compile(regex + end, Pattern.CASE_INSENSITIVE);
    }

    /** The same exception without a key in its words or those of its causes. */
    ProviderException redact(ProviderException e) {
        String clean = redact(e.getMessage());
        ProviderException withMessage = clean.equals(e.getMessage()) ? e : e.withMessage(clean);
        Throwable cause = redactedCause(e.getCause());
        return cause == e.getCause() ? withMessage : withMessage.causedBy(cause);
    }

    private Throwable redactedCause(Throwable cause) {
        if (cause == null) {
            return null;
        }
        String words = cause.toString();
        String clean = redact(words);
        Throwable below = redactedCause(cause.getCause());
        return clean.equals(words) && below == cause.getCause() ? cause : new Redacted(clean, cause, below);
    }

    /** Stands for an exception whose words held a key. */
    private static final class Redacted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Redacted(String words, Throwable original, Throwable cause) {
            super(words, cause);
            setStackTrace(original.getStackTrace());
        }
    }

    @Override
    public String toString() {
        return "ApiKey[" + variable + (value.isEmpty() ? " not set]" : " set]");
    }
}
