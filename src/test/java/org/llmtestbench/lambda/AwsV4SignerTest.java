package org.llmtestbench.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of AWS: its test suite for signatures, and the documentation of S3. */
class AwsV4SignerTest {
    private static final byte[] EMPTY = {};
    private static final AwsV4Signer SUITE = new AwsV4Signer(
            new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null),
            "us-east-1",
            "service",
            Instant.parse("2015-08-30T12:36:00Z"));
    private static final AwsV4Signer S3 = new AwsV4Signer(
            new AwsCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null),
            "us-east-1",
            "s3",
            Instant.parse("2013-05-24T00:00:00Z"));

    private static String authorization(
            AwsV4Signer signer, String method, String uri, Map<String, String> headers, byte[] body) {
        return signer.headers(method, URI.create(uri), headers, body).get("authorization");
    }

    @Test
    void a_plain_request_is_signed_as_in_the_test_suite() {
        assertThat(authorization(SUITE, "GET", "https://example.amazonaws.com/", Map.of(), EMPTY))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date,"
                        + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void parameters_are_signed_in_sorted_order() {
        assertThat(authorization(
                        SUITE, "GET", "https://example.amazonaws.com/?Param2=value2&Param1=value1", Map.of(), EMPTY))
                .endsWith("Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    }

    @Test
    void an_object_of_s3_is_read_as_documented() {
        assertThat(authorization(
                        S3,
                        "GET",
                        "https://examplebucket.s3.amazonaws.com/test.txt",
                        Map.of("Range", "bytes=0-9"),
                        EMPTY))
                .endsWith("SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void an_object_of_s3_is_stored_as_documented() {
        assertThat(authorization(
                        S3,
                        "PUT",
                        "https://examplebucket.s3.amazonaws.com/test%24file.text",
                        Map.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY"),
                        "Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8)))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void a_bucket_of_s3_is_listed_as_documented() {
        assertThat(authorization(
                        S3, "GET", "https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J", Map.of(), EMPTY))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void a_session_token_is_sent_and_signed() {
        AwsV4Signer session =
                new AwsV4Signer(new AwsCredentials("AKIDEXAMPLE", "secret", "token"), "us-east-1", "s3", Instant.EPOCH);

        assertThat(session.headers("GET", URI.create("https://h/"), Map.of(), EMPTY))
                .containsEntry("x-amz-security-token", "token")
                .hasEntrySatisfying("authorization", value -> assertThat(value).contains(";x-amz-security-token,"));
    }

    @Test
    void the_string_form_of_credentials_contains_no_secret() {
        assertThat(new AwsCredentials("AKIDEXAMPLE", "secret", "token").toString())
                .isEqualTo("Credentials[AKIDEXAMPLE]");
    }
}
