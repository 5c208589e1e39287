package org.llmtestbench.suite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Makes safe file names of arbitrary suite names. */
final class SafeFileName {
    private static final String SAFE = "[a-z0-9][a-z0-9_-]{0,63}";
    private static final int MAX_PREFIX_LENGTH = 40;

    private SafeFileName() {}

    /** The name itself if every file system accepts it; else its safe characters and a hash that makes it unique. */
    static String of(String name) {
        if (name.matches(SAFE) && !name.matches("(?:con|prn|aux|nul|com\\d|lpt\\d)")) {
            return name;
        }
        String prefix = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return "suite-" + prefix.substring(0, Math.min(MAX_PREFIX_LENGTH, prefix.length())) + "-" + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
