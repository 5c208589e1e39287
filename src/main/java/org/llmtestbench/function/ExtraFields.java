package org.llmtestbench.function;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.llmtestbench.provider.Failure;

/**
 * Knows which fields a caller may not add to what is sent to a provider: those that have their own place in a request,
 * those that pass a limit or a price, and those by which some servers are told whom to ask, or as whom.
 */
final class ExtraFields {
    /** As {@link #plain} writes them: some servers take a field however it is written. */
    private static final Set<String> OWN = Set.of(
            "model",
            "messages",
            "prompt",
            "system",
            "temperature",
            "topp",
            "stop",
            "stopsequences",
            "stream",
            "streamoptions",
            "provider");

    private static final Set<String> LIMITS = Set.of(
            "maxtokens",
            "maxcompletiontokens",
            "maxoutputtokens",
            "maxnewtokens",
            "maxlength",
            "numpredict",
            "options",
            "mintokens",
            "ignoreeos",
            "n",
            "bestof",
            "numcompletions",
            "usebeamsearch",
            "prediction",
            "servicetier",
            "speed",
            "inferencegeo",
            "modalities",
            "audio",
            "background",
            "tools",
            "toolchoice",
            "functions",
            "websearchoptions",
            "searchparameters",
            "plugins",
            "container",
            "mcpservers");

    private static final Set<String> ROUTES = Set.of(
            "models",
            "route",
            "fallback",
            "fallbacks",
            "transforms",
            "preset",
            "modellist",
            "customllmprovider",
            "baseurl",
            "apibase",
            "apikey",
            "apikeyenv",
            "apiversion",
            "apitype",
            "url",
            "host",
            "endpoint",
            "headers",
            "query",
            "extraheaders",
            "extrabody",
            "extraquery",
            "defaultheaders",
            "defaultquery",
            "authorization",
            "auth",
            "token",
            "bearertoken",
            "organization",
            "project",
            "timeout",
            "requesttimeout",
            "numretries",
            "maxretries",
            "proxy");

    private static final Pattern NOT_OF_A_WORD = Pattern.compile("[^a-z0-9]");

    private ExtraFields() {}

    /** Fails with {@link Refused} when one of these names is not the caller's to set. */
    static void requireHarmless(Collection<String> names) {
        for (String name : names) {
            String plain = plain(name);
            if (OWN.contains(plain)) {
                throw refused(
                        name, "it is ours to send.", "Write it beside extra, where the request has such a field.");
            }
            if (LIMITS.contains(plain)) {
                throw refused(name, "it could pass a limit or a price of this function.", "Leave it out.");
            }
            if (ROUTES.contains(plain)) {
                throw refused(
                        name, "a caller can't say whom to ask, or as whom.", "Whoever runs this configures providers.");
            }
        }
    }

    private static String plain(String name) {
        return NOT_OF_A_WORD.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static Refused refused(String name, String why, String hint) {
        return Refused.with(422, "Field refused", "extra can't hold '" + name + "': " + why, Failure.INVALID_REQUEST)
                .hint(hint);
    }
}
