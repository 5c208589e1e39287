package org.llmtestbench.provider.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An error in JSON. Vendors agree neither on the envelope nor on the names in it, so members are found by what they are
 * called, in any case and with or without underscores: {@code error_msg} is {@code errorMsg}.
 */
final class ErrorEnvelope {
    private static final int DEEPEST = 6;
    private static final int MOST_PARTS = 5;
    private static final int LONGEST_WORD = 80;

    /** Members that hold a sentence, the best first. */
    private static final List<String> SENTENCES = List.of(
            "message",
            "errormessage",
            "errormsg",
            "statusmsg",
            "msg",
            "errmsg",
            "detail",
            "details",
            "errordescription",
            "faultstring",
            "error",
            "err",
            "title",
            "description",
            "reason",
            "text");

    private static final List<String> CODES =
            List.of("code", "errorcode", "statuscode", "errcode", "httpcode", "status");

    /** Members whose values are codes, wherever they are. */
    private static final Set<String> WORDS = Set.of(
            "type",
            "code",
            "status",
            "statuscode",
            "httpcode",
            "errorcode",
            "errcode",
            "errortype",
            "reason",
            "quotaid",
            "exception");

    /** What a server may repeat of the request: these are not the server's words. */
    private static final Set<String> ECHOES =
            Set.of("input", "request", "body", "prompt", "messages", "failedgeneration", "flaggedinput", "ctx");

    /** Members of an object that is an error and nothing else. */
    private static final Set<String> ENVELOPE = Set.of(
            "message",
            "msg",
            "code",
            "status",
            "statuscode",
            "type",
            "title",
            "detail",
            "details",
            "data",
            "result",
            "requestid",
            "traceid",
            "timestamp",
            "path",
            "instance",
            "param",
            "success",
            "errors",
            "error",
            "object");

    private static final Set<String> SUCCESS = Set.of("0", "200", "ok", "success", "succeeded", "true");
    private static final Set<String> FAILED = Set.of("error", "failed", "failure", "fail");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?s?");

    private final JsonNode root;

    /** @param json an object, an array that holds one, or a text */
    ErrorEnvelope(JsonNode json) {
        this.root = json.isArray() && json.path(0).isObject() ? json.get(0) : json;
    }

    /** Whether this is an error and no answer; empty members and codes of success are no error. */
    boolean isError() {
        return ErrorBodyParser.isError(member("error"))
                || new ErrorEnvelope(member("baseresp")).hasBadStatusCode()
                || isFalse(member("success"))
                || isFalse(member("ok"))
                || (!hasUsage() && (isMarked() || isSentenceOnly()));
    }

    /** Token counts are part of an answer. */
    private boolean hasUsage() {
        return member("usage").isObject();
    }

    private boolean isMarked() {
        return says("errors")
                || says("fault")
                || says("errormessage")
                || says("errormsg")
                || isBad(member("errorcode"))
                || isBad(member("errcode"))
                || (isBad(member("code")) && hasText(root))
                || Stream.of("type", "object", "status")
                        .anyMatch(
                                name -> FAILED.contains(member(name).asText("").toLowerCase(Locale.ROOT)))
                || member(member("response"), "error").isObject()
                || member(member("responsemetadata"), "error").isObject();
    }

    boolean hasBadStatusCode() {
        return isBad(member("statuscode"));
    }

    private boolean isSentenceOnly() {
        boolean known = names(root).allMatch(ENVELOPE::contains);
        boolean sentence = Stream.of("message", "msg", "title")
                        .anyMatch(name -> !member(name).asText("").isBlank())
                || !member("detail").isEmpty()
                || !member("detail").asText("").isBlank();
        boolean success = Stream.of("code", "status", "statuscode").anyMatch(name -> isGood(member(name)));
        return known && sentence && !success;
    }

    private boolean says(String name) {
        JsonNode node = member(name);
        return node.isContainerNode()
                ? !node.isEmpty()
                : !node.isNull()
                        && !node.isMissingNode()
                        && !isFalse(node)
                        && !node.asText().isBlank();
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.asBoolean();
    }

    private static boolean isGood(JsonNode node) {
        return node.isValueNode() && SUCCESS.contains(node.asText().toLowerCase(Locale.ROOT));
    }

    private static boolean isBad(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() && !isGood(node);
    }

    /** What it says. */
    ErrorResponse reply(int status) {
        Words words = new Words();
        words.collect(root, "", 0);
        JsonNode inner = inner();
        String said = Optional.ofNullable(sentence(inner, 0)).orElseGet(() -> sentence(root, 0));
        String raw = inner.path("metadata").path("raw").asText("");
        Optional<ErrorResponse> upstream = upstream(status, raw).or(() -> upstream(status, said));
        upstream.ifPresent(words::add);
        String message =
                message(said, raw, upstream).orElse(words.found.isEmpty() && !root.isEmpty() ? root.toString() : null);
        String text = Stream.of(message, scalar(member("error")), scalar(member(inner, "code")))
                .filter(part -> part != null && part.contains(" "))
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .collect(Collectors.joining(" "));
        Duration wait = words.wait == null ? RetryAfter.words(text).orElse(null) : words.wait;
        return new ErrorResponse(
                status,
                scalar(member(inner, "type")),
                code(inner),
                ErrorBodyParser.shown(message),
                scalar(member("requestid")),
                new ErrorResponse.Details(words.found, ErrorBodyParser.searched(text), wait, false));
    }

    private static Optional<String> message(String said, String raw, Optional<ErrorResponse> upstream) {
        String cause = upstream.map(ErrorResponse::message).orElse(raw.isEmpty() ? null : raw);
        if (cause == null) {
            return Optional.ofNullable(said);
        }
        return Optional.of(raw.isEmpty() || said == null ? cause : said + ": " + cause);
    }

    /** The error of the server behind, which a server in between hands on as a text. */
    private static Optional<ErrorResponse> upstream(int status, String text) {
        if (text == null || !text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            return json != null && json.isObject() && !json.isEmpty()
                    ? Optional.of(new ErrorEnvelope(json).reply(status))
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The object that is the error proper. */
    private JsonNode inner() {
        JsonNode node = root;
        for (int depth = 0; depth < DEEPEST; depth++) {
            JsonNode within = within(node);
            if (within == null || (depth > 0 && hasText(node))) {
                return node;
            }
            node = within;
        }
        return node;
    }

    private static boolean hasText(JsonNode node) {
        return SENTENCES.stream().anyMatch(name -> {
            JsonNode member = member(node, name);
            return member.isTextual() && !member.asText().isBlank();
        });
    }

    private static JsonNode within(JsonNode node) {
        for (String name : List.of("error", "errors", "err", "fault", "baseresp", "detail")) {
            JsonNode member = member(node, name);
            JsonNode first = member.isArray() && name.startsWith("err") ? member.path(0) : member;
            if (first.isObject() && !first.isEmpty() && !member.isMissingNode() && isWrapper(name, first)) {
                return first;
            }
        }
        JsonNode error = Stream.of("response", "responsemetadata")
                .map(name -> member(member(node, name), "error"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(null);
        return error;
    }

    /** {@code {"errors":{"max_tokens":["too large"]}}} names fields, and is a sentence. */
    private static boolean isWrapper(String name, JsonNode object) {
        return !name.equals("errors") || sentence(object, 0) != null;
    }

    private String code(JsonNode inner) {
        return Stream.concat(
                        Stream.of(member(member(inner, "details"), "errorcode")),
                        Stream.of(inner, root).flatMap(node -> CODES.stream().map(name -> member(node, name))))
                .map(ErrorEnvelope::scalar)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The sentence in a text, an object or an array; null when there is none. */
    private static String sentence(JsonNode node, int depth) {
        if (depth > DEEPEST || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isArray()) {
            String parts = StreamSupport.stream(node.spliterator(), false)
                    .map(part -> part.isObject() ? ofField(part, depth + 1) : scalar(part))
                    .filter(Objects::nonNull)
                    .limit(MOST_PARTS)
                    .collect(Collectors.joining("; "));
            return parts.isEmpty() ? null : parts;
        }
        if (!node.isObject()) {
            return scalar(node);
        }
        Stream<String> texts = members(node).filter(JsonNode::isTextual).map(ErrorEnvelope::scalar);
        Stream<String> containers =
                members(node).filter(JsonNode::isContainerNode).map(member -> ofContainer(member, depth + 1));
        return Stream.of(texts, containers, Stream.of(ofFields(member(node, "errors"), depth + 1)))
                .flatMap(Function.identity())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Stream<JsonNode> members(JsonNode node) {
        return SENTENCES.stream().map(name -> member(node, name));
    }

    private static String ofContainer(JsonNode member, int depth) {
        String sentence = sentence(member, depth);
        return sentence == null && depth == 1 && member.isObject() && !member.isEmpty() ? member.toString() : sentence;
    }

    /** {@code {"loc":["body","max_tokens"],"msg":"Field required"}}, as FastAPI writes it. */
    private static String ofField(JsonNode part, int depth) {
        String sentence = sentence(part, depth);
        String place = StreamSupport.stream(member(part, "loc").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
        return sentence == null || place.isEmpty() ? sentence : place + ": " + sentence;
    }

    private static String ofFields(JsonNode errors, int depth) {
        if (!errors.isObject()) {
            return sentence(errors, depth);
        }
        String fields = errors.properties().stream()
                .filter(field -> sentence(field.getValue(), depth) != null)
                .map(field -> field.getKey() + ": " + sentence(field.getValue(), depth))
                .limit(MOST_PARTS)
                .collect(Collectors.joining("; "));
        return fields.isEmpty() ? null : fields;
    }

    private static String scalar(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? node.asText() : null;
    }

    private JsonNode member(String name) {
        return member(root, name);
    }

    /** The member of this name, in any case, with or without underscores; a missing node when there is none. */
    private static JsonNode member(JsonNode object, String name) {
        return object.properties().stream()
                .filter(field -> normal(field.getKey()).equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Json.MAPPER.missingNode());
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(field -> normal(field.getKey()));
    }

    private static String normal(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    /** All codes, and the time to come back, wherever they are. */
    private static final class Words {
        private final Set<String> found = new TreeSet<>();
        private Duration wait;

        void collect(JsonNode node, String parent, int depth) {
            if (depth > DEEPEST) {
                return;
            }
            if (node.isArray()) {
                node.forEach(part -> collect(part, parent, depth + 1));
            }
            node.properties().forEach(field -> {
                String name = normal(field.getKey());
                if (name.equals("loc")) {
                    // FastAPI says where the request is wrong
                    found.add("validation_error");
                }
                JsonNode value = field.getValue();
                if (value.isContainerNode() && !ECHOES.contains(name)) {
                    collect(value, name, depth + 1);
                } else if (value.isValueNode() && !value.isNull()) {
                    take(name, parent, value.asText());
                }
            });
        }

        private void take(String name, String parent, String value) {
            if (value.isBlank() || value.length() > LONGEST_WORD) {
                return;
            }
            if (WORDS.contains(name)) {
                found.add(value);
            }
            switch (name) {
                case "statuscode" -> {
                    if (parent.equals("baseresp")) {
                        found.add("base_resp " + value);
                    }
                }
                case "errorcode" -> found.add("error_code " + value);
                case "quotavalue" -> found.add("quotaValue " + value);
                case "originalstatuscode" -> found.add("upstream " + value);
                case "retrydelay", "retryafter", "retryafterseconds" -> wait = seconds(value, 1000);
                case "retryafterms" -> wait = seconds(value, 1);
                default -> {
                    // says nothing of the cause
                }
            }
        }

        private Duration seconds(String value, int millis) {
            if (!SECONDS.matcher(value).matches()) {
                return wait;
            }
            BigDecimal number = new BigDecimal(value.replace("s", ""));
            Duration time = Duration.ofMillis(
                    number.multiply(BigDecimal.valueOf(millis)).longValue());
            return time.isZero() ? wait : time;
        }

        void add(ErrorResponse upstream) {
            found.addAll(upstream.details().words());
            Stream.of(upstream.type(), upstream.code()).filter(Objects::nonNull).forEach(found::add);
            wait = wait == null ? upstream.details().retryAfter() : wait;
        }
    }
}
