package org.llmtestbench.it.lambda;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Events as AWS sends them. */
final class Events {
    private Events() {}

    static String streamedCompletion(String prompt) {
        return functionUrl(
                "POST",
                "/v1/completions",
                "",
                "{\"provider\":\"openai\",\"model\":\"gpt-6-luna\",\"prompt\":\"" + prompt + "\",\"stream\":true}");
    }

    static String wholeCompletion(String prompt) {
        return functionUrl(
                "POST",
                "/v1/completions",
                "",
                "{\"provider\":\"openai\",\"model\":\"gpt-6-luna\",\"prompt\":\"" + prompt + "\"}");
    }

    /** A request to a Function URL; its body is base64. */
    static String functionUrl(String method, String path, String query, String body) {
        String base64 = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
        return """
                {"version":"2.0","routeKey":"$default","rawPath":"%s","rawQueryString":"%s","cookies":["a=1","b=2"],
                 "headers":{"content-type":"application/json","x-forwarded-proto":"https","host":"x"},
                 "requestContext":{"accountId":"123456789012","apiId":"x","domainName":"x.lambda-url.eu-central-1.on.aws",
                  "domainPrefix":"x","http":{"method":"%s","path":"%s","protocol":"HTTP/1.1","sourceIp":"192.0.2.1",
                  "userAgent":"curl"},"requestId":"2a5d","routeKey":"$default","stage":"$default",
                  "time":"27/Nov/2026:14:00:00 +0000","timeEpoch":1795788000000},
                 "body":%s,"isBase64Encoded":true}
                """.formatted(path, query, method, path, TextNode.valueOf(base64));
    }

    /** A request to an HTTP API with a named stage. */
    static String httpApi(String method, String path, String body) {
        return """
                {"version":"2.0","routeKey":"ANY /{proxy+}","rawPath":"/prod%s","rawQueryString":"",
                 "headers":{"content-type":"application/json"},
                 "requestContext":{"accountId":"123456789012","apiId":"x",
                  "domainName":"x.execute-api.eu-central-1.amazonaws.com","http":{"method":"%s","path":"/prod%s"},
                  "requestId":"JKJaXmPLvHcESHA=","stage":"prod"},
                 "body":%s,"isBase64Encoded":false}
                """.formatted(path, method, path, TextNode.valueOf(body));
    }

    /** A request to a REST API with a custom domain. */
    static String restApi(String method, String path, String body) {
        return """
                {"resource":"/{proxy+}","path":"/bench%s","httpMethod":"%s",
                 "headers":{"Content-Type":"application/json"},
                 "multiValueHeaders":{"Content-Type":["application/json"],"Accept":["application/json"]},
                 "queryStringParameters":null,"multiValueQueryStringParameters":null,
                 "pathParameters":{"proxy":"%s"},"stageVariables":null,
                 "requestContext":{"resourceId":"x","resourcePath":"/{proxy+}","httpMethod":"%s","path":"/bench%s",
                  "stage":"prod","requestId":"c6af9ac6","identity":{"sourceIp":"192.0.2.1"},"apiId":"x"},
                 "body":%s,"isBase64Encoded":false}
                """.formatted(path, method, path.substring(1), method, path, TextNode.valueOf(body));
    }
}
