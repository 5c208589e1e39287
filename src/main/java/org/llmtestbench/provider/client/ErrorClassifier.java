package org.llmtestbench.provider.client;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the cause of an error reply. The first rule that applies decides: codes before sentences, sentences before the
 * status, and what can't be repeated before what can.
 */
final class ErrorClassifier {
    private record Rule(ErrorCause cause, Predicate<ErrorClassifier> applies) {}

    private static final List<Rule> RULES = List.of(
            new Rule(ErrorCause.QUOTA, ErrorClassifier::isQuota),
            new Rule(ErrorCause.ACCOUNT, it -> it.hasCode(ErrorCause.ACCOUNT) || it.says(ErrorCause.ACCOUNT)),
            new Rule(ErrorCause.REGION, it -> it.hasCode(ErrorCause.REGION) || it.says(ErrorCause.REGION)),
            new Rule(ErrorCause.MODERATION, it -> it.hasCode(ErrorCause.MODERATION) || it.says(ErrorCause.MODERATION)),
            new Rule(ErrorCause.PROMPT_TOO_LONG, it -> it.hasCode(ErrorCause.PROMPT_TOO_LONG)),
            new Rule(ErrorCause.OUTPUT_TOO_LONG, it -> it.tooLong() == ErrorCause.OUTPUT_TOO_LONG),
            new Rule(ErrorCause.PROMPT_TOO_LONG, it -> it.tooLong() == ErrorCause.PROMPT_TOO_LONG),
            new Rule(ErrorCause.MODEL, ErrorClassifier::isModel),
            new Rule(ErrorCause.BLOCKED, ErrorClassifier::isBlocked),
            new Rule(ErrorCause.LARGER_THAN_RATE_LIMIT, ErrorClassifier::isLargerThanRateLimit),
            new Rule(ErrorCause.RATE_LIMIT, ErrorClassifier::isRateLimit),
            new Rule(ErrorCause.KEY, it -> it.hasCode(ErrorCause.KEY) || it.says(ErrorCause.KEY)),
            new Rule(ErrorCause.PERMISSION, it -> it.status != 401 && it.hasCode(ErrorCause.PERMISSION)),
            new Rule(ErrorCause.PERMISSION, it -> it.status < 300 && it.says(ErrorCause.PERMISSION)),
            new Rule(ErrorCause.TIMEOUT, it -> it.hasCode(ErrorCause.TIMEOUT)),
            new Rule(ErrorCause.UNAVAILABLE, it -> it.hasCode(ErrorCause.UNAVAILABLE)),
            new Rule(ErrorCause.INVALID, it -> it.says(ErrorCause.INVALID)),
            new Rule(ErrorCause.INVALID, it -> it.status < 300 && it.hasCode(ErrorCause.INVALID)),
            // inside an answer, an unknown error is the provider's and not the request's
            new Rule(ErrorCause.UNAVAILABLE, it -> it.status < 300));

    /** Words of limits over time: what they are said of passes by waiting. */
    private static final Pattern OVER_TIME = Pattern.compile("rate.?limit|too many requests|throttl|quota|please wait"
            + "|\\bper[ -]?(?:second|sec|minute|min|hour|day|week|month)\\b|/ ?min\\b|\\b[tr]p[mdsh]\\b"
            + "|\\b(?:this|each|every|one) (?:second|minute|hour|day)\\b|频率|速率|每分钟");

    private static final Pattern PER_DAY =
            Pattern.compile("per[ -_]?(?:day|week|month)|\\b[tr]pd\\b|daily|weekly|monthly|今日|本月");
    private static final Pattern LIMIT_0 = Pattern.compile("\\blimit: 0\\b");

    /** Google says so of limits per minute and per day. */
    private static final String FOR_BOTH =
            "you exceeded your current quota, please check your plan and billing details";

    /** vLLM, TensorRT-LLM: what the prompt leaves is less than nothing; Snowflake. */
    private static final Pattern NO_TOKENS_LEFT = Pattern.compile(
            "max_tokens'? (?:must be at least 1, got -|\\(-\\d+\\) must)|max tokens of [\\d,]+ exceeded");

    private static final Pattern LIMIT_AND_REQUEST =
            Pattern.compile("limit:? ([\\d,]+)\\b.{0,40}requested:? ([\\d,]+)");
    private static final Map<String, Integer> REASON_PHRASES = Map.of(
            "bad request", 400,
            "unauthorized", 401,
            "not authenticated", 401,
            "forbidden", 403,
            "not found", 404,
            "method not allowed", 405,
            "unprocessable entity", 422,
            "too many requests", 429,
            "internal server error", 500,
            "service unavailable", 503);

    private final ErrorResponse reply;
    private final String model;
    private final int status;
    private final String text;
    private final Set<String> codes;

    private ErrorClassifier(ErrorResponse reply, String model) {
        this.reply = reply;
        this.model = model.toLowerCase(Locale.ROOT);
        this.text = plain(
                reply.details().text() == null
                        ? reply.message()
                        : reply.details().text());
        this.status = effectiveStatus();
        this.codes = Stream.concat(
                        Stream.of(reply.type(), reply.code(), word(reply.message())), reply.details().words().stream())
                .filter(word -> word != null)
                .map(ErrorCodes::normal)
                .collect(Collectors.toSet());
    }

    /** @param model the one that was asked for, or empty */
    static ErrorCause cause(ErrorResponse reply, String model) {
        ErrorClassifier error = new ErrorClassifier(reply, model);
        return RULES.stream()
                .filter(rule -> rule.applies().test(error))
                .findFirst()
                .map(Rule::cause)
                .orElseGet(() -> ErrorStatus.cause(error.status));
    }

    /** A message that is one word is a code, such as {@code context_length_exceeded}. */
    private static String word(String message) {
        return message != null && message.strip().matches("\\w[\\w.-]*") ? message.strip() : null;
    }

    /** Lower case, one kind of quotation mark, no line breaks. */
    static String plain(String text) {
        return text == null
                ? ""
                : text.toLowerCase(Locale.ROOT)
                        .replaceAll("[`\"\u2018\u2019\u201c\u201d]", "'")
                        .replaceAll("\\s+", " ");
    }

    /** Inside a 200 the code, or the whole message, is often the status that could not be sent any more. */
    private int effectiveStatus() {
        if (reply.status() >= 300) {
            return upstreamStatus();
        }
        Optional<Integer> code = Stream.concat(
                        Stream.of(Optional.ofNullable(reply.code()).orElse("")), reply.details().words().stream())
                .filter(word -> word.matches("[45]\\d\\d"))
                .map(Integer::valueOf)
                .findFirst();
        return code.orElseGet(() -> REASON_PHRASES.getOrDefault(text.replaceFirst("\\.$", ""), reply.status()));
    }

    /** AWS answers 424 and says what the model answered. */
    private int upstreamStatus() {
        return reply.status() != 424
                ? reply.status()
                : reply.details().words().stream()
                        .filter(word -> word.matches("upstream [45]\\d\\d"))
                        .map(word -> Integer.parseInt(word.substring("upstream ".length())))
                        .findFirst()
                        .orElse(424);
    }

    private boolean hasCode(ErrorCause cause) {
        return ErrorCodes.contains(cause, codes);
    }

    private boolean says(ErrorCause cause) {
        return ErrorPhrases.contains(cause, text, status);
    }

    private boolean isQuota() {
        if (status == 402 || hasCode(ErrorCause.QUOTA)) {
            return true;
        }
        if (isOfGoogle()
                && (codes.stream().anyMatch(code -> code.contains("perday") || code.equals("quotavalue0"))
                        || LIMIT_0.matcher(text).find())) {
            return true;
        }
        return ErrorPhrases.contains(ErrorCause.QUOTA, isOfGoogle() ? text.replace(FOR_BOTH, "") : text, status)
                || (isOverTime() && isForLong() && reply.details().retryAfter() == null);
    }

    private boolean isOfGoogle() {
        return codes.contains("resourceexhausted") || codes.stream().anyMatch(code -> code.contains("perminute"));
    }

    private boolean isForLong() {
        return PER_DAY.matcher(text).find() || (!isOfGoogle() && text.contains("quota exceeded"));
    }

    private boolean isOverTime() {
        return status == 429 || hasCode(ErrorCause.RATE_LIMIT) || says(ErrorCause.RATE_LIMIT);
    }

    private boolean mentionsTime() {
        return OVER_TIME.matcher(text).find();
    }

    /** Which of prompt and output does not fit, if that is what the text says; else null. */
    private ErrorCause tooLong() {
        if (mentionsTime()) {
            return null;
        }
        if (NO_TOKENS_LEFT.matcher(text).find()) {
            return ErrorCause.PROMPT_TOO_LONG;
        }
        TokenRequirement demand = TokenRequirement.in(text);
        if (demand.isPromptOver()) {
            return ErrorCause.PROMPT_TOO_LONG;
        }
        if (demand.isOutputAtFault() || (!demand.isSum() && says(ErrorCause.OUTPUT_TOO_LONG))) {
            return ErrorCause.OUTPUT_TOO_LONG;
        }
        return demand.isSum() || says(ErrorCause.PROMPT_TOO_LONG) ? ErrorCause.PROMPT_TOO_LONG : null;
    }

    private boolean isModel() {
        return hasCode(ErrorCause.MODEL) || says(ErrorCause.MODEL) || (isNotFound() && namesModel());
    }

    private boolean isNotFound() {
        return status == 404 || status == 410 || (status < 300 && codes.contains("notfounderror"));
    }

    private boolean namesModel() {
        return (!model.isEmpty()
                        && Pattern.compile("(?<![\\w.-])" + Pattern.quote(model) + "(?![\\w-])")
                                .matcher(text)
                                .find())
                || text.startsWith("model:")
                || text.contains("model '");
    }

    private boolean isBlocked() {
        return codes.contains("cfmitigated") || (reply.details().page() && says(ErrorCause.BLOCKED));
    }

    /** One request that is over the limit by itself never passes; one within it does. */
    private boolean isLargerThanRateLimit() {
        boolean isTooLarge = text.contains("request too large") && (isOverTime() || mentionsTime());
        Matcher numbers = LIMIT_AND_REQUEST.matcher(text);
        if (isTooLarge && numbers.find()) {
            return TokenRequirement.number(numbers.group(2)) > TokenRequirement.number(numbers.group(1));
        }
        return isTooLarge && RetryAfter.words(text).isEmpty();
    }

    private boolean isRateLimit() {
        if (ErrorStatus.cause(status) == ErrorCause.RATE_LIMIT) {
            return !hasCode(ErrorCause.UNAVAILABLE);
        }
        return status < 500 && status != 401 && (hasCode(ErrorCause.RATE_LIMIT) || says(ErrorCause.RATE_LIMIT));
    }
}
