package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.suite.AnswerPath;
import org.llmtestbench.suite.Check;
import org.llmtestbench.suite.ContainsCheck;
import org.llmtestbench.suite.EqualsCheck;
import org.llmtestbench.suite.FinishReasonCheck;
import org.llmtestbench.suite.JsonCheck;
import org.llmtestbench.suite.JsonPathCheck;
import org.llmtestbench.suite.JsonSchemaValidator;
import org.llmtestbench.suite.LatencyCheck;
import org.llmtestbench.suite.LengthCheck;
import org.llmtestbench.suite.ModelCheck;
import org.llmtestbench.suite.Range;
import org.llmtestbench.suite.RefusalCheck;
import org.llmtestbench.suite.RegexCheck;
import org.llmtestbench.suite.RubricCheck;
import org.llmtestbench.suite.StartsWithCheck;
import org.llmtestbench.suite.SuiteTarget;
import org.llmtestbench.suite.ThresholdCheck;

/** Builds the checks of a test, and reports problems that the JSON Schema does not find. */
final class CheckReader {
    private static final String NEGATION = "not-";

    private final SuiteFolder folder;
    private final SuiteTarget judge;
    private final SuiteLimits limits;
    private final ProblemCollector problems;
    private final Map<String, JsonSchemaValidator> schemas = new HashMap<>();

    /** @param judge null if the suite has no judge */
    CheckReader(SuiteFolder folder, SuiteTarget judge, SuiteLimits limits, ProblemCollector problems) {
        this.folder = folder;
        this.judge = judge;
        this.limits = limits;
        this.problems = problems;
    }

    /** Reads an element of {@code assert}; returns empty, and collects a problem, if it is not valid. */
    Optional<Check> read(SourceNode element, Template template) {
        if (element.fields().size() != 1 || problems.contains(element)) {
            return Optional.empty();
        }
        Map.Entry<String, SourceNode> field =
                element.fields().entrySet().iterator().next();
        String name = field.getKey();
        boolean negated = name.startsWith(NEGATION);
        try {
            Check check = check(negated ? name.substring(NEGATION.length()) : name, field.getValue(), template);
            return Optional.of(negated ? new Check.Not(check) : check);
        } catch (PatternSyntaxException e) {
            problems.add(
                    field.getValue(),
                    "not a valid RE2 regular expression: " + e.getMessage()
                            + ". RE2 does not support look-around and back-references.");
        } catch (IllegalArgumentException e) {
            problems.add(field.getValue(), e.getMessage());
        }
        return Optional.empty();
    }

    private Check check(String type, SourceNode value, Template template) {
        return switch (type) {
            case "contains", "icontains" -> contains(type.equals("icontains"), value, template);
            case "equals" -> new EqualsCheck(text(value, template));
            case "starts-with" -> new StartsWithCheck(text(value, template));
            case "regex" -> new RegexCheck(limits.pattern(text(value, template)));
            case "is-json" -> new JsonCheck(schema(value));
            case "json-path" -> jsonPath(value, template);
            case "length" -> length(value);
            case "finish-reason" ->
                new FinishReasonCheck(value.each().stream()
                        .map(reason ->
                                FinishReason.valueOf(reason.json().asText().toUpperCase(Locale.ROOT)))
                        .toList());
            case "is-refusal" -> new RefusalCheck(value.json().booleanValue());
            case "latency" -> new LatencyCheck(LatencyCheck.Measure.LATENCY, durations(value));
            case "ttft" -> new LatencyCheck(LatencyCheck.Measure.TTFT, durations(value));
            case "tokens-per-second" -> new ThresholdCheck(ThresholdCheck.Measure.TOKENS_PER_SECOND, range(value));
            case "tokens" -> new ThresholdCheck(ThresholdCheck.Measure.TOKENS, range(value));
            case "cost" -> new ThresholdCheck(ThresholdCheck.Measure.COST, range(value));
            case "model" -> model(value, template);
            case "llm-rubric" -> rubric(value, template);
            default -> throw new IllegalArgumentException("there is no check with this name.");
        };
    }

    private Check contains(boolean ignoreCase, SourceNode value, Template template) {
        boolean isAll = value.field("all").isPresent();
        SourceNode texts = value.field("all").or(() -> value.field("any")).orElse(value);
        return new ContainsCheck(
                ignoreCase,
                isAll,
                texts.each().stream().map(each -> text(each, template)).toList());
    }

    private Check rubric(SourceNode value, Template template) {
        if (judge == null) {
            throw new IllegalArgumentException(
                    "the suite has no judge. Add judge: {provider: …, model: …} at the top level. Its calls cost"
                            + " extra.");
        }
        return new RubricCheck(text(value, template), judge);
    }

    private Check model(SourceNode value, Template template) {
        return value.text("regex")
                .<Check>map(pattern -> ModelCheck.matching(limits.pattern(pattern)))
                .orElseGet(() -> ModelCheck.named(value.text().orElseThrow()));
    }

    private JsonSchemaValidator schema(SourceNode value) {
        Optional<SourceNode> schema = value.field("schema");
        if (schema.isEmpty()) {
            return null;
        }
        JsonNode json = JsonLiterals.strictJson(schema.get());
        limits.checkSchema(json);
        return json.isTextual()
                ? schemas.computeIfAbsent(json.textValue(), file -> JsonSchemaValidator.of(parse(file)))
                : schemas.computeIfAbsent(json.toString(), key -> JsonSchemaValidator.of(json));
    }

    private JsonNode parse(String file) {
        String text = folder.read(file);
        try {
            return JsonLiterals.strictJson(SuiteFormat.of(file).read(file, text));
        } catch (ProviderException invalid) {
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
    }

    private Check jsonPath(SourceNode value, Template template) {
        JsonPathCheck.Want expected = value.field("equals")
                .<JsonPathCheck.Want>map(node -> new JsonPathCheck.Want.Any(List.of(fill(node, template))))
                .or(() -> value.field("any")
                        .map(any -> new JsonPathCheck.Want.Any(any.elements().stream()
                                .map(element -> fill(element, template))
                                .toList())))
                .or(() -> value.text("regex").map(pattern -> new JsonPathCheck.Want.Matching(limits.pattern(pattern))))
                .or(() -> value.flag("exists").map(JsonPathCheck.Want.Existing::new))
                .orElseThrow(() -> new IllegalArgumentException("needs one of equals, any, regex, exists."));
        String path = value.text("path").orElse("");
        limits.checkPath(path);
        return new JsonPathCheck(AnswerPath.of(path), expected);
    }

    private JsonNode fill(SourceNode value, Template template) {
        return value.json().isTextual() ? TextNode.valueOf(text(value, template)) : JsonLiterals.strictJson(value);
    }

    private static Check length(SourceNode value) {
        Map<LengthCheck.Unit, Range> ranges = new EnumMap<>(LengthCheck.Unit.class);
        for (LengthCheck.Unit unit : LengthCheck.Unit.values()) {
            value.field(unit.key()).ifPresent(range -> ranges.put(unit, range(range)));
        }
        return new LengthCheck(ranges);
    }

    private static Range range(SourceNode value) {
        return new Range(bound(value, "min"), bound(value, "max"));
    }

    private static BigDecimal bound(SourceNode value, String key) {
        return value.field(key).map(node -> node.json().decimalValue()).orElse(null);
    }

    private static Range durations(SourceNode value) {
        return new Range(millis(value, "min"), millis(value, "max"));
    }

    private static BigDecimal millis(SourceNode value, String key) {
        return value.text(key)
                .map(text -> SettingsLoader.duration(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + text + "' is not a duration such as 500ms, 20s or 2m.")))
                .map(duration -> BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros())
                .orElse(null);
    }

    private String text(SourceNode value, Template template) {
        List<String> messages = new ArrayList<>();
        String text = template.fill(value.requireText(), messages::add);
        messages.forEach(message -> problems.add(value, message));
        return text;
    }
}
