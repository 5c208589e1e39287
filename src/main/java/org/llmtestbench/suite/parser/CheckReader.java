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

/** Makes checks of what the schema has let through, and tells what it could not know. */
final class CheckReader {
    private static final String NOT = "not-";

    private final SuiteFolder folder;
    private final SuiteTarget judge;
    private final SuiteLimits bounds;
    private final ProblemCollector problems;
    private final Map<String, JsonSchemaValidator> schemas = new HashMap<>();

    /** @param judge null when the suite names none */
    CheckReader(SuiteFolder folder, SuiteTarget judge, SuiteLimits bounds, ProblemCollector problems) {
        this.folder = folder;
        this.judge = judge;
        this.bounds = bounds;
        this.problems = problems;
    }

    /** The check that an element of {@code assert} is; empty, with a problem told, when it is none. */
    Optional<Check> read(SourceNode element, Template template) {
        if (element.fields().size() != 1 || problems.isAbout(element)) {
            return Optional.empty();
        }
        Map.Entry<String, SourceNode> only =
                element.fields().entrySet().iterator().next();
        String name = only.getKey();
        boolean negated = name.startsWith(NOT);
        try {
            Check check = check(negated ? name.substring(NOT.length()) : name, only.getValue(), template);
            return Optional.of(negated ? new Check.Not(check) : check);
        } catch (PatternSyntaxException e) {
            problems.add(
                    only.getValue(),
                    "not a regular expression of RE2: " + e.getMessage()
                            + ". Look-arounds and back-references are not known to it.");
        } catch (IllegalArgumentException e) {
            problems.add(only.getValue(), e.getMessage());
        }
        return Optional.empty();
    }

    private Check check(String type, SourceNode value, Template template) {
        return switch (type) {
            case "contains", "icontains" -> contains(type.equals("icontains"), value, template);
            case "equals" -> new EqualsCheck(text(value, template));
            case "starts-with" -> new StartsWithCheck(text(value, template));
            case "regex" -> new RegexCheck(bounds.pattern(text(value, template)));
            case "is-json" -> new JsonCheck(schema(value));
            case "json-path" -> jsonPath(value, template);
            case "length" -> length(value);
            case "finish-reason" ->
                new FinishReasonCheck(value.each().stream()
                        .map(reason ->
                                FinishReason.valueOf(reason.json().asText().toUpperCase(Locale.ROOT)))
                        .toList());
            case "is-refusal" -> new RefusalCheck(value.json().booleanValue());
            case "latency" -> new LatencyCheck(LatencyCheck.Measure.LATENCY, times(value));
            case "ttft" -> new LatencyCheck(LatencyCheck.Measure.TTFT, times(value));
            case "tokens-per-second" -> new ThresholdCheck(ThresholdCheck.Measure.TOKENS_PER_SECOND, range(value));
            case "tokens" -> new ThresholdCheck(ThresholdCheck.Measure.TOKENS, range(value));
            case "cost" -> new ThresholdCheck(ThresholdCheck.Measure.COST, range(value));
            case "model" -> model(value, template);
            case "llm-rubric" -> rubric(value, template);
            default -> throw new IllegalArgumentException("no check has this name.");
        };
    }

    private Check contains(boolean ignoreCase, SourceNode value, Template template) {
        boolean all = value.field("all").isPresent();
        SourceNode texts = value.field("all").or(() -> value.field("any")).orElse(value);
        return new ContainsCheck(
                ignoreCase,
                all,
                texts.each().stream().map(each -> text(each, template)).toList());
    }

    private Check rubric(SourceNode value, Template template) {
        if (judge == null) {
            throw new IllegalArgumentException(
                    "the suite names no judge. Add judge: {provider: …, model: …} at the top; its calls cost too.");
        }
        return new RubricCheck(text(value, template), judge);
    }

    private Check model(SourceNode value, Template template) {
        return value.text("regex")
                .<Check>map(pattern -> ModelCheck.matching(bounds.pattern(pattern)))
                .orElseGet(() -> ModelCheck.named(value.text().orElseThrow()));
    }

    private JsonSchemaValidator schema(SourceNode value) {
        Optional<SourceNode> schema = value.field("schema");
        if (schema.isEmpty()) {
            return null;
        }
        JsonNode json = JsonLiterals.json(schema.get());
        bounds.checkSchema(json);
        return json.isTextual()
                ? schemas.computeIfAbsent(json.textValue(), file -> JsonSchemaValidator.of(parsed(file)))
                : schemas.computeIfAbsent(json.toString(), same -> JsonSchemaValidator.of(json));
    }

    private JsonNode parsed(String file) {
        String text = folder.read(file);
        try {
            return JsonLiterals.json(SuiteFormat.of(file).read(file, text));
        } catch (ProviderException broken) {
            throw new IllegalArgumentException(broken.getMessage(), broken);
        }
    }

    private Check jsonPath(SourceNode value, Template template) {
        JsonPathCheck.Want want = value.field("equals")
                .<JsonPathCheck.Want>map(one -> new JsonPathCheck.Want.Any(List.of(filled(one, template))))
                .or(() -> value.field("any")
                        .map(any -> new JsonPathCheck.Want.Any(any.elements().stream()
                                .map(each -> filled(each, template))
                                .toList())))
                .or(() -> value.text("regex").map(pattern -> new JsonPathCheck.Want.Matching(bounds.pattern(pattern))))
                .or(() -> value.flag("exists").map(JsonPathCheck.Want.Existing::new))
                .orElseThrow(() -> new IllegalArgumentException("one of equals, any, regex, exists is needed."));
        String path = value.text("path").orElse("");
        bounds.checkPath(path);
        return new JsonPathCheck(AnswerPath.of(path), want);
    }

    private JsonNode filled(SourceNode value, Template template) {
        return value.json().isTextual() ? TextNode.valueOf(text(value, template)) : JsonLiterals.json(value);
    }

    private static Check length(SourceNode value) {
        Map<LengthCheck.Unit, Range> bounds = new EnumMap<>(LengthCheck.Unit.class);
        for (LengthCheck.Unit unit : LengthCheck.Unit.values()) {
            value.field(unit.key()).ifPresent(range -> bounds.put(unit, range(range)));
        }
        return new LengthCheck(bounds);
    }

    private static Range range(SourceNode value) {
        return new Range(bound(value, "min"), bound(value, "max"));
    }

    private static BigDecimal bound(SourceNode value, String key) {
        return value.field(key).map(node -> node.json().decimalValue()).orElse(null);
    }

    private static Range times(SourceNode value) {
        return new Range(time(value, "min"), time(value, "max"));
    }

    private static BigDecimal time(SourceNode value, String key) {
        return value.text(key)
                .map(text -> SettingsLoader.duration(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + text + "' is no duration such as 500ms, 20s or 2m.")))
                .map(time -> BigDecimal.valueOf(time.toNanos(), 6).stripTrailingZeros())
                .orElse(null);
    }

    private String text(SourceNode value, Template template) {
        List<String> unknown = new ArrayList<>();
        String text = template.fill(value.requireText(), unknown::add);
        unknown.forEach(problem -> problems.add(value, problem));
        return text;
    }
}
