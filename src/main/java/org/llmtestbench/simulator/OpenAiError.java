package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** An error in the format of OpenAI. */
record OpenAiError(int status, String type, String param, String code, String message) implements ApiError {
    private static final String INVALID = "invalid_request_error";

    static OpenAiError invalid(String param, String code, String message) {
        return new OpenAiError(400, INVALID, param, code, message);
    }

    static OpenAiError unknownUrl(String method, String path) {
        String message = "Unknown request URL: " + method + " " + path + ". The simulator answers POST "
                + OpenAiRoutes.COMPLETIONS + " and GET " + OpenAiRoutes.MODELS + ".";
        return new OpenAiError(404, INVALID, null, "unknown_url", message);
    }

    static OpenAiError wrongMethod(String method, String path) {
        return new OpenAiError(
                405, INVALID, null, "method_not_supported", "Not allowed to " + method + " on " + path + ".");
    }

    static OpenAiError unknownModel(String model) {
        String message = "The model `" + model + "` does not exist or you do not have access to it.";
        return new OpenAiError(404, INVALID, null, "model_not_found", message);
    }

    static OpenAiError internalError(Throwable bug) {
        return new OpenAiError(500, "server_error", null, "server_error", "The simulator failed: " + bug);
    }

    /** The error that OpenAI sends with this status. */
    static OpenAiError fault(int status) {
        return switch (status) {
            case 401 -> fault(status, INVALID, "invalid_api_key", "Incorrect API key provided.");
            case 402 -> fault(status, "insufficient_quota", "insufficient_quota", "You exceeded your current quota.");
            case 403 -> fault(status, INVALID, null, "You are not allowed to use this model.");
            case 404 -> fault(status, INVALID, "model_not_found", "The model does not exist.");
            case 429 -> fault(status, "requests", "rate_limit_exceeded", "Rate limit reached. Please try again in 1s.");
            case 503 -> fault(status, "service_unavailable_error", "server_is_overloaded", "The server is overloaded.");
            default ->
                status < 500
                        ? fault(status, INVALID, null, "The request was refused.")
                        : fault(status, "server_error", "server_error", "The server had an error.");
        };
    }

    private static OpenAiError fault(int status, String type, String code, String message) {
        return new OpenAiError(status, type, null, code, message + " (simulated failure)");
    }

    @Override
    public SimulatedResponse toResponse(SimulatedCall call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        SimulatedResponse response = SimulatedResponse.json(status, body, Duration.ZERO);
        return status == 429 ? response.withHeader("retry-after", "1") : response;
    }
}
