package org.llmtestbench.function.auth;

import java.util.List;
import java.util.Locale;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Request;

/** Reads the bearer token of a request. Its errors follow RFC 6750 and never quote the token. */
final class BearerTokenExtractor {
    private static final String CHALLENGE = "Bearer realm=\"llm-test-bench\"";
    private static final String HINT = "Send the header Authorization: Bearer, a space, and your token.";

    /** The schemes that an error may name. Any other first word of the header may be a secret. */
    private static final List<String> OTHER_SCHEMES =
            List.of("basic", "digest", "negotiate", "ntlm", "hoba", "dpop", "token", "apikey", "aws4-hmac-sha256");

    private BearerTokenExtractor() {}

    /** The token; fails with {@link HttpProblemException} if there is none. */
    static String of(Request request) {
        String header = request.header("authorization").orElse("").strip();
        if (header.isEmpty()) {
            throw noToken("There is no token: the request has no Authorization header.");
        }
        String[] words = header.split("\\s+", 2);
        if (!words[0].equalsIgnoreCase("bearer")) {
            String scheme = words[0].toLowerCase(Locale.ROOT);
            boolean isKnown = words.length > 1 && OTHER_SCHEMES.contains(scheme);
            throw noToken(
                    isKnown
                            ? "There is no token: the Authorization header has the scheme " + scheme + ", not Bearer."
                            : "There is no token: the Authorization header does not begin with Bearer.");
        }
        if (words.length < 2) {
            throw noToken("There is no token: nothing follows Bearer in the Authorization header.");
        }
        if (!words[1].matches("[\\x21-\\x2B\\x2D-\\x7E]+")) {
            throw HttpProblemException.with(
                            400,
                            "Invalid header",
                            "The value after Bearer in the Authorization header is not a single token.",
                            null)
                    .hint(HINT)
                    .header("www-authenticate", CHALLENGE + ", error=\"invalid_request\"");
        }
        return words[1];
    }

    /**
     * The error for an invalid token. {@code why} is sent in a quoted header value, so it must not contain quotes or
     * any part of the token.
     */
    static HttpProblemException invalidToken(String why, String hint) {
        return HttpProblemException.with(401, "Invalid token", why, null)
                .hint(hint)
                .header("www-authenticate", CHALLENGE + ", error=\"invalid_token\", error_description=\"" + why + "\"");
    }

    /** The error for a missing token. RFC 6750, section 3.1: there is no error code without a token. */
    private static HttpProblemException noToken(String why) {
        return HttpProblemException.with(401, "No token", why, null).hint(HINT).header("www-authenticate", CHALLENGE);
    }
}
