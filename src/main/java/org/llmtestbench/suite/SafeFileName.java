package org.llmtestbench.suite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names of files for names that anybody may have chosen. */
final class SafeFileName {
    private static final String SAFE = "[a-z0-9][a-z0-9_-]{0,63}";
    private static final int KEPT = 40;

    private SafeFileName() {}

    /** The name itself where every file system takes it, else what is left of it and a hash that keeps it apart. */
    static String of(String name) {
        if (name.matches(SAFE) && !name.matches("(?:con|prn|aux|nul|com\\d|lpt\\d)")) {
            return name;
        }
        String left = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return "suite-" + left.substring(0, Math.min(KEPT, left.length())) + "-" + hash(name);
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
