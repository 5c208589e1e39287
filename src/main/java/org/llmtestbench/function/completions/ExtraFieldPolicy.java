package org.llmtestbench.function.completions;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which fields a caller must not set in {@code extra}: fields with their own key in the request, fields that
 * bypass a limit or a price, and fields that can change the endpoint or the credentials on some servers.
 */
final class ExtraFieldPolicy {
    /** Names as {@link #plain} normalizes them, because some servers accept any spelling of a field. */
    private static final Set<String> OWN_KEYS = words("""
            model messages prompt system temperature topp stop stopsequences stream streamoptions provider""");

    private static final Set<String> LIMITS = words("""
            maxtokens maxcompletiontokens maxoutputtokens maxnewtokens maxlength numpredict options mintokens ignoreeos
            n bestof numcompletions usebeamsearch prediction servicetier speed inferencegeo modalities audio background
            tools toolchoice functions websearchoptions searchparameters plugins container mcpservers""");

    private static final Set<String> ROUTING = words("""
            models route fallback fallbacks transforms preset modellist customllmprovider baseurl apibase apikey
            apikeyenv apiversion apitype url host endpoint headers query extraheaders extrabody extraquery
            defaultheaders defaultquery authorization auth token bearertoken organization project timeout
            requesttimeout numretries maxretries proxy""");

    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]");

    private ExtraFieldPolicy() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** Why a caller can't set this field; empty if it is allowed. */
    static Optional<String> objection(String name) {
        String plain = plain(name);
        if (OWN_KEYS.contains(plain)) {
            return Optional.of("can't be set in extra; use its own key in the request, if there is one.");
        }
        if (LIMITS.contains(plain)) {
            return Optional.of("can't be set in extra; it could bypass a limit or the price check of this server.");
        }
        return ROUTING.contains(plain)
                ? Optional.of("can't be set in extra; it could change the endpoint or the credentials.")
                : Optional.empty();
    }

    private static String plain(String name) {
        return SEPARATOR.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
