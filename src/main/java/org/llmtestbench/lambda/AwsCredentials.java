package org.llmtestbench.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.llmtestbench.runner.ResultMapper;

/**
 * AWS credentials. The string form does not contain secrets.
 *
 * @param token the session token of a role; null for a user
 */
record AwsCredentials(String accessKey, String secretKey, String token) {
    private static final int TIMEOUT_MILLIS = 5_000;

    /**
     * The current credentials: from the environment, or from the URL it names, which is used after a SnapStart restore.
     */
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
        return fetch(URI.create(address), environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
    }

    private static AwsCredentials fetch(URI address, String authorization) throws IOException {
        try (SocketHttpClient http = SocketHttpClient.to(address.getRawAuthority(), TIMEOUT_MILLIS)) {
            Map<String, String> headers = authorization == null ? Map.of() : Map.of("Authorization", authorization);
            SocketHttpClient.HttpResponse response = http.get(address.getRawPath(), headers);
            if (response.status() != 200) {
                throw new IOException("The credentials endpoint answered HTTP " + response.status() + ".");
            }
            JsonNode json = ResultMapper.MAPPER.readTree(response.body());
            return new AwsCredentials(
                    json.path("AccessKeyId").asText(),
                    json.path("SecretAccessKey").asText(),
                    json.path("Token").asText(null));
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKey + "]";
    }
}
