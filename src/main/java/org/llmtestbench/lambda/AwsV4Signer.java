package org.llmtestbench.lambda;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to AWS with Signature Version 4:
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
 *
 * @param service such as {@code s3}
 */
record AwsV4Signer(AwsCredentials credentials, String region, String service, Instant time) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /**
     * The headers of a signed request, including the signature.
     *
     * @param uri the URL with path and query as they are sent
     * @param headers the other headers to sign, without {@code host}
     */
    Map<String, String> headers(String method, URI uri, Map<String, String> headers, byte[] body) {
        SortedMap<String, String> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value.strip()));
        all.put("x-amz-date", TIMESTAMP.format(time));
        if (credentials.token() != null) {
            all.put("x-amz-security-token", credentials.token());
        }
        if (service.equals("s3")) {
            all.put("x-amz-content-sha256", sha256(body));
        }
        all.put("host", uri.getRawAuthority());
        String signedHeaders = String.join(";", all.keySet());
        String signature = signature(canonical(method, uri, all, signedHeaders, body));
        // the HTTP client sends the host header itself
        all.remove("host");
        all.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKey() + "/" + scope() + ", SignedHeaders="
                        + signedHeaders + ", Signature=" + signature);
        return all;
    }

    private static String canonical(
            String method, URI uri, SortedMap<String, String> headers, String signedHeaders, byte[] body) {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return String.join("\n", method, path, query(uri), lines, signedHeaders, sha256(body));
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null
                ? ""
                : Arrays.stream(uri.getRawQuery().split("&"))
                        .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private String scope() {
        return TIMESTAMP.format(time).substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    }

    private String signature(String canonical) {
        String text = String.join("\n", ALGORITHM, TIMESTAMP.format(time), scope(), sha256(utf8(canonical)));
        byte[] key = utf8("AWS4" + credentials.secretKey());
        for (String part : scope().split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
