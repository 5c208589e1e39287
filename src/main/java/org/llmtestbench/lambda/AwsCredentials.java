package org.llmtestbench.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.llmtestbench.runner.ResultMapper;

/**
 * Who the function is to the rest of AWS; never prints itself.
 *
 * @param token of the role's session; null for those of a user
 */
record AwsCredentials(String accessKey, String secretKey, String token) {
    private static final int TIMEOUT_MILLIS = 5_000;

    /** Those of now: in the environment, or at the address it names, which is where they are after a snapshot. */
    static AwsCredentials of(UnaryOperator<String> environment) throws IOException {
        String accessKey = environment.apply("AWS_ACCESS_KEY_ID");
        if (accessKey != null) {
            return new AwsCredentials(
                    accessKey, environment.apply("AWS_SECRET_ACCESS_KEY"), environment.apply("AWS_SESSION_TOKEN"));
        }
        String address = environment.apply("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (address == null) {
            throw new IOException("There are no credentials: neither AWS_ACCESS_KEY_ID nor"
                    + " AWS_CONTAINER_CREDENTIALS_FULL_URI is set.");
        }
        return fetched(URI.create(address), environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
    }

    private static AwsCredentials fetched(URI address, String authorization) throws IOException {
        try (SocketHttpClient http = SocketHttpClient.to(address.getRawAuthority(), TIMEOUT_MILLIS)) {
            Map<String, String> headers = authorization == null ? Map.of() : Map.of("Authorization", authorization);
            SocketHttpClient.Answer answer = http.ask(address.getRawPath(), headers);
            if (answer.status() != 200) {
                throw new IOException("What hands out credentials answered HTTP " + answer.status() + ".");
            }
            JsonNode found = ResultMapper.MAPPER.readTree(answer.body());
            return new AwsCredentials(
                    found.path("AccessKeyId").asText(),
                    found.path("SecretAccessKey").asText(),
                    found.path("Token").asText(null));
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKey + "]";
    }
}
