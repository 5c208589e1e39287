package org.llmtestbench.function.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.function.Principal;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** The tokens that open the door; of each only its digest is kept. */
final class TokenRegistry {
    /** What is shorter can be tried out. */
    private static final int SHORTEST = 16;

    private static final String MAKE_ONE = "Make one: openssl rand -hex 32";

    private record Known(byte[] digest, Principal principal) {}

    private final List<Known> all;

    private TokenRegistry(List<Known> all) {
        this.all = List.copyOf(all);
    }

    /**
     * One token a line; blank lines and those that begin with # are skipped. Fails with {@link Failure#CONFIGURATION} when
     * there is none, and for one that is too short or can't stand in a header.
     *
     * @param place whose text it is, for messages
     */
    static TokenRegistry of(String text, String place) {
        List<Known> all = new ArrayList<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                requireUsable(line, place + ", line " + (i + 1));
                byte[] digest = digest(line);
                all.add(new Known(digest, new Principal(HexFormat.of().formatHex(digest, 0, 4))));
            }
        }
        if (all.isEmpty()) {
            throw Failure.CONFIGURATION.because(place + " holds no token.").hint("Write one a line. " + MAKE_ONE);
        }
        return new TokenRegistry(all);
    }

    private static void requireUsable(String token, String place) {
        if (!token.matches("[\\x21-\\x2B\\x2D-\\x7E]+")) {
            throw refusal(
                    place, "has spaces, commas or other characters that no token has.", "Write one token a line.");
        }
        if (token.length() < SHORTEST) {
            throw refusal(place, "has less than " + SHORTEST + " characters.", MAKE_ONE);
        }
    }

    private static ProviderException refusal(String place, String what, String hint) {
        return Failure.CONFIGURATION.because(place + ": the token " + what).hint(hint);
    }

    /** Whose token it is; takes as long for a wrong one as for a right one. */
    Optional<Principal> caller(String token) {
        byte[] digest = digest(token);
        Principal found = null;
        for (Known known : all) {
            found = MessageDigest.isEqual(known.digest, digest) ? known.principal : found;
        }
        return Optional.ofNullable(found);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
