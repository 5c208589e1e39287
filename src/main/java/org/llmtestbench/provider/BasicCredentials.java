package org.llmtestbench.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A user and a password for HTTP Basic authentication (RFC 7617). {@link #toString} does not reveal them. */
public record BasicCredentials(String user, String password) {
    private static final int MIN_TOKEN_LENGTH = 16;

    /** Parses {@code user:password} with escapes such as {@code %40}. A percent sign that begins no escape is kept. */
    public static BasicCredentials decode(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new BasicCredentials(percentDecode(userInfo), "")
                : new BasicCredentials(
                        percentDecode(userInfo.substring(0, colon)), percentDecode(userInfo.substring(colon + 1)));
    }

    /** Returns the value of the header {@code Authorization}. */
    public String header() {
        return "Basic " + token();
    }

    /** Returns the texts that must not be shown. */
    public List<String> secrets() {
        // some servers accept a token as the user name
        boolean tokenAsUser = password.isEmpty() || user.length() >= MIN_TOKEN_LENGTH;
        return tokenAsUser ? List.of(token(), password, user) : List.of(token(), password);
    }

    private String token() {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String percentDecode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            plain.write(low < 0 ? bytes[i] : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "BasicCredentials[…]";
    }
}
