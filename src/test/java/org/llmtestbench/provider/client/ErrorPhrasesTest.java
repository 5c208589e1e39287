package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences of vendors. A sentence that is missing is added here first. */
class ErrorPhrasesTest {
    private static final List<String> PROMPT_TOO_LONG = List.of(
            // OpenAI, Azure, GitHub
            "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens. Please"
                    + " reduce the length of the messages.",
            "Your input exceeds the context window of this model. Please adjust your input and try again.",
            "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens. Please"
                    + " reduce the length of the messages.",
            "Request body too large for gpt-4o model. Max size: 8000 tokens.",
            "prompt token count of 130000 exceeds the limit of 128000",
            "Codex ran out of room in the model's context window.",
            // Anthropic
            "prompt is too long: 210000 tokens > 200000 maximum",
            "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length or"
                    + " `max_tokens` and try again",
            "messages: too many total text bytes: 10000000 > 9000000",
            // Google
            "The input token count (1250074) exceeds the maximum number of tokens allowed (1048576).",
            "Unable to submit request because the input token count is 40000 but model only supports up to 32768. Reduce"
                    + " the input token count and try again.",
            "An unexpected error occurred on Google's side. Your input context is too long.",
            "Your prompt (or context) is too large.",
            // AWS
            "Input is too long for requested model.",
            "The model returned the following errors: Input Tokens Exceeded: Number of input tokens exceeds maximum"
                    + " length. Please update the input to try again.",
            "Too many input tokens. Max input tokens: 8192, request input token count: 9000",
            "Input token count exceeds the maximum number of input tokens",
            // xAI, Mistral, Cohere, Groq, DeepSeek
            "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
            "Prompt contains 65673 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
            "too many tokens: total number of tokens (prompt and prediction) cannot exceed 4081 - received 6051. Try using"
                    + " a shorter prompt, or a smaller max_tokens value.",
            "too many tokens: size limit exceeded by 11326 tokens. Try using shorter or fewer inputs.",
            "Please reduce the length of the messages or completion.",
            "This model's maximum context length is 1048565 tokens. However, you requested 1250025 tokens (1250025 in the"
                    + " messages, 0 in the completion). Please reduce the length of the messages or completion.",
            // OpenRouter, Together, Fireworks, Cerebras, Perplexity, Poolside
            "This endpoint's maximum context length is 200000 tokens. However, you requested about 2500021 tokens (2500021"
                    + " of text input). Please reduce the length of either one.",
            "The input (516368 tokens) is longer than the model's context length (262144 tokens).",
            "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 `inputs` tokens and"
                    + " 500 `max_new_tokens`",
            "The prompt is too long: 5000, model maximum context length: 4095",
            "Please reduce the length of the messages or completion. Current length is 9000 while limit is 8192",
            "Input length 131393 exceeds the maximum allowed input length of 131040 tokens.",
            // vLLM
            "The decoder prompt (length 5000) is longer than the maximum model length of 4096. Make sure that"
                    + " `max_model_len` is no smaller than the number of text tokens.",
            "You passed 5001 input tokens and requested 100 output tokens. However, the model's context length is only"
                    + " 4096 tokens, resulting in a maximum input length of 3996 tokens. Please reduce the length of the"
                    + " input prompt. (parameter=input_tokens, value=5001)",
            "This model's maximum context length is 131072 tokens. However, you requested 65536 output tokens and your"
                    + " prompt contains at least 65537 input tokens, for a total of at least 131073 tokens. Please reduce"
                    + " the length of the input prompt or the number of requested output tokens.",
            "max_tokens must be at least 1, got -904.",
            "'max_tokens' or 'max_completion_tokens' is too large: 100. This model's maximum context length is 4096 tokens"
                    + " and your request has 5000 input tokens (100 > 4096 - 5000).",
            // SGLang, TGI, TensorRT-LLM, TabbyAPI, DS4
            "Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of"
                    + " 5000 tokens: 4000 tokens from the input messages and 1000 tokens for the completion. Please reduce"
                    + " the number of tokens in the input messages or the completion to fit within the limit.",
            "Input length (5000 tokens) exceeds the maximum allowed length (4090 tokens). Use a shorter input or enable"
                    + " --allow-auto-truncate.",
            "Input validation error: `inputs` must have less than 4096 tokens. Given: 5000",
            "Prompt length (5000) exceeds maximum input length (4096).",
            "The sum of prompt length (5000) and max_new_tokens (500) should not exceed max_num_tokens (5100)",
            "default max_tokens (-100) must be greater than 0",
            "Prompt too long: 5152 tokens exceeds max_seq_len 2048 (leave room for output tokens)",
            "Prompt length 5000 is greater than max_seq_len 4096",
            "Prompt has 5,958,968 tokens, but the configured context size is 256,000 tokens",
            // llama.cpp, Ollama, LM Studio
            "the request exceeds the available context size. try increasing the context size or enable context shift",
            "request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it",
            "Context size has been exceeded.",
            "input is larger than the max context size. skipped",
            "Requested tokens (5000) exceed context window of 2048",
            "prompt too long; exceeded max context length by 5 tokens",
            "the input length exceeds the context length",
            "The number of tokens to keep from the initial prompt is greater than the context length. Try to load the"
                    + " model with a larger context length, or provide a shorter input",
            "Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context"
                    + " length of only 4096 tokens, which is not enough.",
            "Reached context length of 4096 tokens with this model, but this model does not support mid-generation context"
                    + " overflow.",
            // LiteLLM, Cloudflare, Databricks, watsonx, Snowflake
            "litellm.ContextWindowExceededError: litellm.BadRequestError: prompt too long",
            "AiError: The estimated number of input and maximum output tokens (35000) exceeded this model context window"
                    + " limit (24000).",
            "Invalid input argument for Model 'ibm/granite': the number of input tokens 5000 cannot exceed the total"
                    + " tokens limit 4096 for this model",
            "max tokens of 32000 exceeded",
            // DashScope, Zhipu, Moonshot, MiniMax, Volcengine, Baidu
            "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 129024]",
            "Prompt exceeds max length",
            "tokens in request more than max tokens allowed",
            "Invalid request: Your request exceeded model token limit: 8192 (requested: 9000)",
            "Input token length too long",
            "invalid params, context window exceeds limit",
            "Total tokens of image and text exceed max message tokens",
            "输入长度超过限制",
            "上下文长度超出模型限制",
            // in general
            "Model context window is 128k tokens, you requested 256k tokens",
            "Prompt too large for this model",
            "Context length exceeded",
            "Token limit exceeded",
            "Request contains 35000 tokens, which exceeds the limit of 32768",
            "The input is longer than 4096 tokens",
            "Prompt tokens limit exceeded: 9000 > 4096",
            "The provided prompt of 9000 tokens does not fit in the model's context",
            "Unable to fit the prompt in the context window",
            "Failed to fit input into context",
            "Model context limit reached",
            "Message is longer than the maximum context",
            "The text is too long for this model: 9000 tokens",
            "Expected input to have at most 512 tokens; got 9000",
            "prompt_tokens (9000) must not exceed 4096",
            "input characters limit is 98304",
            "not enough KV cache for prompt",
            "輸入內容過長");

    private static final List<String> OUTPUT_TOO_LONG = List.of(
            "max_tokens is too large: 100000. This model supports at most 16384 completion tokens, whereas you provided"
                    + " 100000.",
            "max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens for claude-x",
            "'max_tokens' or 'max_completion_tokens' is too large: 100000. This model's maximum context length is 4096"
                    + " tokens and your request has 12 input tokens (100000 > 4096 - 12).",
            "Unable to submit request because it has a maxOutputTokens value of 100000 but the supported range is from 1"
                    + " (inclusive) to 65537 (exclusive).",
            "`max_tokens` must be less than or equal to `32768`, the maximum value for `max_tokens` is less than the"
                    + " `context_window` for this model",
            "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]",
            "Range of max_tokens should be [1, 8192]",
            "The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that"
                    + " is lower than 4096.",
            "too many tokens: max tokens must be less than or equal to 4096, the maximum output for this model - received"
                    + " 10000.",
            "`max_new_tokens` must be <= 512. Given: 5000",
            "This endpoint's maximum context length is 131072 tokens. However, you requested about 200021 tokens (21 of"
                    + " text input, 200000 in the output). Please reduce the length of either one.",
            "This model's maximum context length is 4097 tokens, however you requested 4162 tokens (66 in your prompt;"
                    + " 4096 for the completion). Please reduce your prompt; or completion length.",
            "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 26 `inputs` tokens and"
                    + " 4097 `max_new_tokens`",
            "input length and `max_tokens` exceed context limit: 10 + 200000 > 200000",
            "Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of"
                    + " 8010 tokens: 10 tokens from the input messages and 8000 tokens for the completion.",
            "The requested max_completion_tokens exceeds the model's maximum output tokens",
            "max_tokens cannot be greater than 4096; maximum context length is 8192",
            "max_output_tokens: 99999 is out of range, context window 8192");

    private static final List<String> QUOTA = List.of(
            "You exceeded your current quota, please check your plan and billing details.",
            "Billing hard limit has been reached",
            "Your account is not active, please check your billing details: billing not active.",
            "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or"
                    + " purchase credits.",
            "You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.",
            "Insufficient Balance",
            "Insufficient credits. Add more using https://openrouter.ai/settings/credits",
            "This request requires more credits, or fewer max_tokens. You requested up to 4096 tokens, but can only afford"
                    + " 1000.",
            "Your newly created team doesn't have any credits yet.",
            "Your team x has either used all available credits or reached its monthly spending limit.",
            "user quota is not enough (request id: 1)",
            "User's credit limit is insufficient, remaining credit limit: $0.000000",
            "You have exceeded your monthly included credits for Inference Providers.",
            "Sorry, your account balance is insufficient",
            "inference prohibited, please enter a payment method or top up balance",
            "Account x is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices.",
            "Inactive subscription or usage limit reached",
            "Budget has been exceeded! Current cost: 1.0, Max budget: 0.5",
            "ExceededBudget: Crossed spend within 30d.",
            "This API method requires billing to be enabled.",
            "Gemini API free tier is not available in your country. Please enable billing on your project.",
            "Your prepayment credits are depleted.",
            "You have insufficient credit to run this model. Go to the billing page to purchase credit.",
            "credit insufficient balance: balance=0 required=4560",
            "You have run out of credits.",
            "Your organization has an overdue payment.",
            "账户余额不足，请充值后重试",
            "免费额度已用完",
            "Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys",
            "You must be a paid user to use this model");

    private static final List<String> REGION = List.of(
            "Country, region, or territory not supported",
            "User location is not supported for the API use.",
            "This model is not available in your region.",
            "Access to Anthropic models is not allowed from unsupported countries, regions, or territories.",
            "The provided model isn't supported in this region",
            "Access is geo-blocked.",
            "Claude is not available in your country",
            "error code: 1009",
            "Access denied due to Virtual Network/Firewall rules.",
            "Public access is disabled. Please configure private endpoint.");

    private static final List<String> MODERATION = List.of(
            "m requires moderation on X. Your input was flagged for \"violence\". No credits were charged.",
            "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
            "Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
            "Your request was rejected as a result of our safety system.",
            "Content violates usage guidelines. Team: 1, API key ID: 2, Model: grok, Failed check: SAFETY_CHECK_TYPE_BIO",
            "Output blocked by content filtering policy",
            "Content Exists Risk",
            "The request was rejected because it was considered high risk",
            "<400> InternalError.Algo.DataInspectionFailed: Input data may contain inappropriate content.",
            "The content you provided or machine outputted is blocked.",
            "input new_sensitive",
            "系统检测到输入或生成内容可能包含不安全或敏感内容",
            "litellm.ContentPolicyViolationError: content policy",
            "flagged by moderation");

    private static final List<String> MODEL = List.of(
            "The model `x` does not exist or you do not have access to it.",
            "foo/bar is not a valid model ID",
            "No endpoints found for foo/bar.",
            "Model Not Exist",
            "Invalid model: foo",
            "The model `foo` has been decommissioned and is no longer supported.",
            "model 'foo' not found, try pulling it first",
            "model \"foo\" not found, try pulling it first",
            "models/x is not found for API version v1beta, or is not supported for generateContent.",
            "Publisher Model `projects/p/locations/l/publishers/google/models/x` not found.",
            "Publisher Model `projects/p/models/x` was not found or your project does not have access to it.",
            "The provided model identifier is invalid.",
            "This model version has reached the end of its life.",
            "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model.",
            "/chat/completions: Invalid model name passed in model=foo. Call `/v1/models` to view available models.",
            "Invalid model 'foo'. Permitted models can be found in the documentation.",
            "Unknown model: foo",
            "invalid params, unknown model 'foo'",
            "Model not found, inaccessible, and/or not deployed",
            "Unable to access non-serverless model foo. Please visit x to create a dedicated endpoint.",
            "model 'command' was removed on September 15, 2025.",
            "The model 'x' has reached its end of life on 2026-01-01 and is no longer available.",
            "Model 'x' is not supported for this environment.",
            "Model foo is not supported by any provider you have enabled.",
            "Not found the model foo or Permission denied",
            "Model does not exist. Please check it carefully.",
            "Function 'abc-def': Not found for account 'xyz'",
            "No models loaded. Please load a model in the developer page or use the 'lms load' command.",
            "could not find real modelID for foo",
            "No such model @cf/foo/bar or task",
            "当前分组 default 下对于模型 foo 无可用渠道");

    private static final List<String> KEY = List.of(
            "Incorrect API key provided: sk-1. You can find your API key at https://platform.openai.com.",
            "You didn't provide an API key.",
            "API key not valid. Please pass a valid API key.",
            "API key expired. Please renew the API key.",
            "Your API key was reported as leaked. Please use another API key.",
            "Invalid API Key",
            "invalid x-api-key",
            "Authentication failed: Please make sure your API Key is valid.",
            "Authentication Fails, Your api key: ****1234 is invalid",
            "Authentication Error, Invalid proxy server token passed.",
            "The security token included in the request is invalid.",
            "Could not validate credentials",
            "No api key passed in.",
            "Missing Authentication header",
            "Invalid authentication credentials");

    private static final List<String> BLOCKED = List.of(
            "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>",
            "<html><title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1></html>",
            "<html><title>Access denied | api.x.ai used Cloudflare to restrict access</title>Error 1020</html>",
            "error code: 1020",
            "error code: 1010",
            "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1></BODY></HTML>",
            "<html><title>ERROR: The request could not be satisfied</title>Request blocked.</html>",
            "<html><title>Web Page Blocked</title>FortiGuard</html>",
            "<html>Request unsuccessful. Incapsula incident ID: 1</html>",
            "<html><title>ERROR: The requested URL could not be retrieved</title></html>",
            "<html><title>Vercel Security Checkpoint</title></html>");

    private static ErrorCause cause(int status, String message) {
        return new ErrorResponse(status, null, null, message).cause("a-model");
    }

    /** Every sentence with every status means this. */
    private static Stream<DynamicTest> all(ErrorCause cause, List<String> sentences, Integer... statuses) {
        return sentences.stream()
                .map(sentence -> dynamicTest(
                        sentence,
                        () -> assertThat(statuses)
                                .as(sentence)
                                .allSatisfy(status -> assertThat(cause(status, sentence))
                                        .as("HTTP " + status)
                                        .isEqualTo(cause))));
    }

    @TestFactory
    Stream<DynamicTest> a_prompt_that_is_too_long_is_known_with_any_status() {
        return all(ErrorCause.PROMPT_TOO_LONG, PROMPT_TOO_LONG, 400, 413, 422, 500, 503, 200);
    }

    @TestFactory
    Stream<DynamicTest> an_output_limit_that_is_too_high_is_no_prompt_that_is_too_long() {
        return all(ErrorCause.OUTPUT_TOO_LONG, OUTPUT_TOO_LONG, 400, 422, 500, 200);
    }

    @TestFactory
    Stream<DynamicTest> a_quota_that_is_used_up_is_known_with_any_status() {
        return all(ErrorCause.QUOTA, QUOTA, 400, 401, 403, 429, 500, 200);
    }

    @TestFactory
    Stream<DynamicTest> a_region_that_is_not_served_is_no_refused_key() {
        return all(ErrorCause.REGION, REGION, 400, 403, 200);
    }

    @TestFactory
    Stream<DynamicTest> moderation_is_no_refused_key() {
        return all(ErrorCause.MODERATION, MODERATION, 400, 403, 451, 200);
    }

    @TestFactory
    Stream<DynamicTest> an_unknown_model_is_known_with_any_status_of_a_client_error() {
        return all(ErrorCause.MODEL, MODEL, 400, 403, 404, 410, 422, 200);
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_key_is_known_whatever_its_status() {
        return all(ErrorCause.KEY, KEY, 400, 401, 403, 200);
    }

    @TestFactory
    Stream<DynamicTest> a_page_of_a_firewall_is_no_refused_key() {
        return BLOCKED.stream()
                .map(page -> dynamicTest(
                        page,
                        () -> assertThat(ErrorBodyParser.read(403, page.getBytes(StandardCharsets.UTF_8))
                                        .cause("a-model"))
                                .isEqualTo(ErrorCause.BLOCKED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rate limit reached for gpt-x on tokens per min (TPM): Limit 30000, Used 30000, Requested 890. Please try"
                        + " again in 1.78s.",
                "Too many tokens, please wait before trying again.",
                "This request would exceed your organization's rate limit of 40,000 input tokens per minute.",
                "Requests to the API have exceeded token rate limit of your current pricing tier. Please retry after 43"
                        + " seconds.",
                "Rate limit exceeded: too many tokens per minute",
                "You exceeded your tokens per minute limit: maximum context length is 8192",
                "Token limit exceeded for this minute"
            })
    void a_limit_over_time_is_no_prompt_that_is_too_long(String message) {
        assertThat(cause(429, message)).isEqualTo(ErrorCause.RATE_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                "Invalid 'stop': string too long. Expected a string with maximum length 64.",
                "Request too large (max 32 MB)",
                "Request payload size exceeds the limit: 20971520 bytes.",
                "Input image exceeds 5 MB maximum",
                "messages.0: Input does not match the expected shape.",
                "This model does not support assistant message prefill.",
                "This model does not support tools",
                "Unsupported value: 'temperature' does not support 0.2 with this model.",
                "Failed to generate JSON. The model output is not valid.",
                "The requested feature is not supported by this model.",
                "max_tokens must be greater than thinking.budget_tokens",
                "No endpoints found that support image input",
                "anthropic-version: 2024-01-01 is not a valid version",
                "Provider returned error",
                "Token limit reached",
                "Invalid schema for function 'x': 'required' is required"
            })
    void other_refusals_stay_invalid(String message) {
        assertThat(cause(400, message)).isEqualTo(ErrorCause.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The server had an error while processing your request.",
                "The model is overloaded. Please try again later.",
                "Key management is down.",
                "The content filter is not available.",
                "upstream connect error or disconnect/reset before headers",
                "Loading model",
                "no healthy upstream",
                "The model 'a-model' is currently not available"
            })
    void a_broken_server_stays_unavailable(String message) {
        assertThat(cause(503, message)).isEqualTo(ErrorCause.UNAVAILABLE);
    }
}
