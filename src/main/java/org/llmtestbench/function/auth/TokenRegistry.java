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

/** The valid tokens. Only their SHA-256 digests are kept in memory. */
final class TokenRegistry {
    /** Shorter tokens could be guessed. */
    private static final int MIN_LENGTH = 16;

    private static final String HINT = "Create one: openssl rand -hex 32";

    private record Entry(byte[] digest, Principal principal) {}

    private final List<Entry> entries;

    private TokenRegistry(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Parses one token per line; blank lines and lines that begin with # are skipped. Fails with {@link
     * Failure#CONFIGURATION} if there is no token, or if a token is too short or not valid in a header.
     *
     * @param source where the text comes from, for messages
     */
    static TokenRegistry of(String text, String source) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                requireUsable(line, source + ", line " + (i + 1));
                byte[] digest = digest(line);
                entries.add(new Entry(digest, new Principal(HexFormat.of().formatHex(digest, 0, 4))));
            }
        }
        if (entries.isEmpty()) {
            throw Failure.CONFIGURATION
                    .because(source + " contains no token.")
                    .hint("Write one token per line. " + HINT);
        }
        return new TokenRegistry(entries);
    }

    private static void requireUsable(String token, String source) {
        if (!token.matches("[\\x21-\\x2B\\x2D-\\x7E]+")) {
            throw invalid(
                    source,
                    "has spaces, commas or other characters that are not allowed.",
                    "Write one token per line.");
        }
        if (token.length() < MIN_LENGTH) {
            throw invalid(source, "has fewer than " + MIN_LENGTH + " characters.", HINT);
        }
    }

    private static ProviderException invalid(String source, String problem, String hint) {
        return Failure.CONFIGURATION.because(source + ": the token " + problem).hint(hint);
    }

    /** The owner of this token; the comparison takes the same time for valid and invalid tokens. */
    Optional<Principal> caller(String token) {
        byte[] digest = digest(token);
        Principal found = null;
        for (Entry entry : entries) {
            found = MessageDigest.isEqual(entry.digest, digest) ? entry.principal : found;
        }
        return Optional.ofNullable(found);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
