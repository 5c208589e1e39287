package org.llmtestbench.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.runner.ResultMapper;

/** Reads a secret with API keys through AWS's Parameters and Secrets extension, which is a local HTTP server. */
final class SecretsManagerClient {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String PORT = "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT";

    private final String id;
    private final UnaryOperator<String> environment;

    SecretsManagerClient(String id, UnaryOperator<String> environment) {
        this.id = id;
        this.environment = environment;
    }

    /**
     * The keys by variable name; fails with {@link Failure#AUTHENTICATION}, without any part of a key in the message.
     */
    Map<String, String> read() {
        try {
            return keys(ResultMapper.MAPPER.readTree(secret()));
        } catch (IOException e) {
            throw notAnObject();
        }
    }

    private String secret() throws IOException {
        SocketHttpClient.HttpResponse response = fetch();
        if (response.status() != 200) {
            // the body is normally an error message of AWS; it is shortened because its content is not specified
            String why = response.text().replaceAll("\\s+", " ");
            throw unread("the extension answered HTTP " + response.status() + ": "
                    + why.substring(0, Math.min(200, why.length())));
        }
        JsonNode text = ResultMapper.MAPPER.readTree(response.body()).path("SecretString");
        if (!text.isTextual()) {
            throw notAnObject();
        }
        return text.asText();
    }

    private SocketHttpClient.HttpResponse fetch() {
        String port = environment.apply(PORT) == null ? "2773" : environment.apply(PORT);
        String path = "/secretsmanager/get?secretId=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        try (SocketHttpClient http = SocketHttpClient.to("localhost:" + port, TIMEOUT_MILLIS)) {
            String token = AwsCredentials.of(environment).token();
            return http.get(path, Map.of("X-Aws-Parameters-Secrets-Token", token == null ? "" : token));
        } catch (IOException e) {
            throw unread("the extension does not answer at localhost:" + port + " (" + e.getMessage() + ")")
                    .hint("Add the layer AWS-Parameters-and-Secrets-Lambda-Extension to the function.");
        }
    }

    private Map<String, String> keys(JsonNode secret) {
        if (!secret.isObject()) {
            throw notAnObject();
        }
        Map<String, String> keys = new LinkedHashMap<>();
        secret.properties()
                .forEach(field -> keys.put(field.getKey(), field.getValue().asText()));
        return keys;
    }

    private ProviderException notAnObject() {
        return unread("it is not a JSON object")
                .hint("Store each key under the name of its variable: {\"OPENAI_API_KEY\": \"…\"}.");
    }

    private ProviderException unread(String why) {
        return Failure.AUTHENTICATION.because("The secret " + id + " can't be read: " + why + ".");
    }
}
