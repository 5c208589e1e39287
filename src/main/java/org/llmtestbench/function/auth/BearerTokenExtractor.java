package org.llmtestbench.function.auth;

import java.util.List;
import java.util.Locale;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Request;

/** Takes the token out of a request, and says in the words of RFC 6750 what is wrong with one; never quotes it. */
final class BearerTokenExtractor {
    private static final String CHALLENGE = "Bearer realm=\"llm-test-bench\"";
    private static final String WAY_OUT = "Send the header Authorization: Bearer, a space, and your token.";

    /** What follows a word that is none of these may be a secret, and so may be the word. */
    private static final List<String> OTHER_SCHEMES =
            List.of("basic", "digest", "negotiate", "ntlm", "hoba", "dpop", "token", "apikey", "aws4-hmac-sha256");

    private BearerTokenExtractor() {}

    /** The token; fails with {@link HttpProblemException} when there is none. */
    static String of(Request request) {
        String header = request.header("authorization").orElse("").strip();
        if (header.isEmpty()) {
            throw unknown("There is no token: the request has no Authorization header.");
        }
        String[] words = header.split("\\s+", 2);
        if (!words[0].equalsIgnoreCase("bearer")) {
            String scheme = words[0].toLowerCase(Locale.ROOT);
            boolean told = words.length > 1 && OTHER_SCHEMES.contains(scheme);
            throw unknown(
                    told
                            ? "There is no token: the Authorization header is of the kind " + scheme + ", not Bearer."
                            : "There is no token: the Authorization header does not begin with Bearer.");
        }
        if (words.length < 2) {
            throw unknown("There is no token: nothing follows Bearer in the Authorization header.");
        }
        if (!words[1].matches("[\\x21-\\x2B\\x2D-\\x7E]+")) {
            throw HttpProblemException.with(
                            400,
                            "Not one token",
                            "What follows Bearer in the Authorization header is not one token.",
                            null)
                    .hint(WAY_OUT)
                    .header("www-authenticate", CHALLENGE + ", error=\"invalid_request\"");
        }
        return words[1];
    }

    /** The refusal of a token; {@code why} is told as it is, so it has no part of the token and no quotes. */
    static HttpProblemException wrong(String why, String hint) {
        return HttpProblemException.with(401, "Wrong token", why, null)
                .hint(hint)
                .header("www-authenticate", CHALLENGE + ", error=\"invalid_token\", error_description=\"" + why + "\"");
    }

    /** RFC 6750, 3.1: without a token there is no error code. */
    private static HttpProblemException unknown(String why) {
        return HttpProblemException.with(401, "No token", why, null)
                .hint(WAY_OUT)
                .header("www-authenticate", CHALLENGE);
    }
}
