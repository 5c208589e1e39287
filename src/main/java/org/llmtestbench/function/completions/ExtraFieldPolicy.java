package org.llmtestbench.function.completions;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows which fields a caller may not add to what is sent to a provider: those that have their own place in a request,
 * those that pass a limit or a price, and those by which some servers are told whom to ask, or as whom.
 */
final class ExtraFieldPolicy {
    /** As {@link #plain} writes them: some servers take a field however it is written. */
    private static final Set<String> OWN = words("""
            model messages prompt system temperature topp stop stopsequences stream streamoptions provider""");

    private static final Set<String> LIMITS = words("""
            maxtokens maxcompletiontokens maxoutputtokens maxnewtokens maxlength numpredict options mintokens ignoreeos
            n bestof numcompletions usebeamsearch prediction servicetier speed inferencegeo modalities audio background
            tools toolchoice functions websearchoptions searchparameters plugins container mcpservers""");

    private static final Set<String> ROUTES = words("""
            models route fallback fallbacks transforms preset modellist customllmprovider baseurl apibase apikey
            apikeyenv apiversion apitype url host endpoint headers query extraheaders extrabody extraquery
            defaultheaders defaultquery authorization auth token bearertoken organization project timeout
            requesttimeout numretries maxretries proxy""");

    private static final Pattern NOT_OF_A_WORD = Pattern.compile("[^a-z0-9]");

    private ExtraFieldPolicy() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** Why a field can't be added; empty when it can. */
    static Optional<String> objection(String name) {
        String plain = plain(name);
        if (OWN.contains(plain)) {
            return Optional.of("can't be set here: it has its own place beside extra, or none.");
        }
        if (LIMITS.contains(plain)) {
            return Optional.of("can't be set here: it could pass a limit or a price of this function.");
        }
        return ROUTES.contains(plain)
                ? Optional.of("callers can't set that: it could say whom to ask, or as whom.")
                : Optional.empty();
    }

    private static String plain(String name) {
        return NOT_OF_A_WORD.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
