package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** An error in the format of Anthropic. */
record AnthropicError(int status, String type, String message) implements ApiError {
    private static final String INVALID = "invalid_request_error";
    private static final String NOT_FOUND = "not_found_error";

    static AnthropicError invalid(String message) {
        return new AnthropicError(400, INVALID, message);
    }

    static AnthropicError invalid(String path, String reason) {
        return invalid(path + ": " + reason);
    }

    static AnthropicError unknownUrl(String method, String path) {
        String message = "Not found: " + method + " " + path + ". The simulator answers POST "
                + AnthropicRoutes.MESSAGES + ", POST " + AnthropicRoutes.COUNT_TOKENS + " and GET "
                + AnthropicRoutes.MODELS
                + ".";
        return new AnthropicError(404, NOT_FOUND, message);
    }

    static AnthropicError wrongMethod(String method, String path) {
        return new AnthropicError(405, INVALID, "Not allowed to " + method + " on " + path + ".");
    }

    static AnthropicError unknownModel(String model) {
        return new AnthropicError(404, NOT_FOUND, "model: " + model);
    }

    static AnthropicError internalError(Throwable bug) {
        return new AnthropicError(500, "api_error", "The simulator failed: " + bug);
    }

    /** The error that Anthropic sends with this status. */
    static AnthropicError fault(int status) {
        return switch (status) {
            case 401 -> fault(status, "authentication_error", "invalid x-api-key");
            case 402 -> fault(status, "billing_error", "There is a problem with your payment.");
            case 403 -> fault(status, "permission_error", "You are not allowed to use this model.");
            case 404 -> fault(status, NOT_FOUND, "model: " + SimulatedModel.NAME);
            case 409 -> fault(status, "conflict_error", "The request conflicts with another.");
            case 413 -> fault(status, "request_too_large", "The request is too large.");
            case 429 -> fault(status, "rate_limit_error", "This request would exceed your account's rate limit.");
            case 504 -> fault(status, "timeout_error", "The request took too long.");
            case 529 -> fault(status, "overloaded_error", "Overloaded");
            default ->
                status < 500
                        ? fault(status, INVALID, "The request was refused.")
                        : fault(status, "api_error", "Internal server error");
        };
    }

    private static AnthropicError fault(int status, String type, String message) {
        return new AnthropicError(status, type, message + " (simulated failure)");
    }

    @Override
    public SimulatedResponse toResponse(SimulatedCall call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        body.put("request_id", call.id());
        SimulatedResponse response = SimulatedResponse.json(status, body, Duration.ZERO);
        return status == 429 ? response.withHeader("retry-after", "1") : response;
    }
}
