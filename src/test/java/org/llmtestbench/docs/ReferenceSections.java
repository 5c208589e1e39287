package org.llmtestbench.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.llmtestbench.cli.CommandModel;
import org.llmtestbench.provider.BuiltInProviders;
import org.llmtestbench.provider.DefaultSettings;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.TopLevelKeys;
import org.llmtestbench.provider.catalog.ModelConfigKeys;
import org.llmtestbench.report.ReportFormat;
import org.llmtestbench.suite.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The reference tables of the documentation, generated from the code. Some tables have a column that is not in the
 * code, such as the meaning of a key: that column is written by hand, and the generator keeps it.
 */
final class ReferenceSections {
    /** Placeholder for a cell that must be written by hand. */
    static final String MISSING = "(write this cell by hand)";

    private static final JsonNode OPENAPI = resource("/org/llmtestbench/openapi.yaml", new YAMLMapper());
    private static final JsonNode SUITE_SCHEMA = resource("/org/llmtestbench/suite.schema.json", new ObjectMapper());

    private final List<String> existing;

    private ReferenceSections(List<String> existing) {
        this.existing = existing;
    }

    /**
     * Generates a section.
     *
     * @param existing current lines of the section in the page
     */
    static List<String> lines(String name, List<String> existing) {
        ReferenceSections sections = new ReferenceSections(existing);
        if (name.startsWith("options of ")) {
            return sections.options(name.substring("options of ".length()));
        }
        return switch (name) {
            case "commands" -> sections.commands();
            case "keys of a provider" -> sections.providerKeys();
            case "keys of the server" -> sections.serverKeys();
            case "keys of a model" -> sections.modelKeys();
            case "built-in providers" -> sections.builtInProviders();
            case "failures" -> sections.failures();
            case "order of failures" -> sections.orderOfFailures();
            case "keys of a suite" -> sections.suiteKeys("/properties", SUITE_SCHEMA.path("required"));
            case "keys of defaults" -> sections.suiteKeys("/properties/defaults/properties", null);
            case "keys of a target" -> sections.suiteKeys("/$defs/target/properties", at("/$defs/target/required"));
            case "keys of a test" -> sections.suiteKeys("/$defs/test/properties", at("/$defs/test/required"));
            case "checks" -> sections.checks();
            case "verdicts" ->
                sections.handWritten("verdict", Stream.of(Verdict.values()).map(Verdict::label));
            case "kinds of reports" -> sections.handWritten("kind", ReportFormat.labels().stream());
            case "routes" -> sections.routes();
            case "keys of a completion" -> sections.properties("CompletionRequest");
            case "keys of a smoke request" -> sections.properties("SmokeRequest");
            case "keys of the result object" -> sections.properties("Result");
            case "keys of a report" -> sections.properties("SmokeReport");
            default -> throw new AssertionError("There is no generator for the section '" + name + "'.");
        };
    }

    private List<String> commands() {
        List<String> table = table("command", "purpose");
        CommandModel.root()
                .getSubcommands()
                .forEach((name, command) -> table.add(row(
                        "[`" + name + "`](#" + name + ")",
                        String.join(" ", command.getCommandSpec().usageMessage().description()))));
        return table;
    }

    private List<String> options(String command) {
        CommandLine line = CommandModel.root();
        for (String name : command.split(" ")) {
            line = line.getSubcommands().get(name);
        }
        List<String> table = table("option", "meaning");
        Help help = line.getHelp();
        line.getCommandSpec().positionalParameters().stream()
                .filter(each -> !each.hidden())
                .forEach(each -> table.add(row(code(label(help, each).strip()), description(each))));
        options(help, line.getCommandSpec().options().stream().filter(each -> each.group() == null), table);
        for (ArgGroupSpec group : line.getCommandSpec().argGroups()) {
            String heading = group.heading() == null ? "" : group.heading();
            table.add(row("**" + heading.replace("%n", "").replaceAll(":$", "") + "**", ""));
            options(help, group.options().stream(), table);
        }
        return table;
    }

    private static void options(Help help, Stream<OptionSpec> options, List<String> table) {
        options.filter(each -> !each.hidden() && !each.usageHelp() && !each.versionHelp())
                .forEach(each -> table.add(row(names(help, each), description(each))));
    }

    private static String names(Help help, OptionSpec option) {
        List<String> names = new ArrayList<>(Arrays.asList(option.names()));
        names.set(names.size() - 1, names.get(names.size() - 1) + label(help, option));
        return String.join(", ", names.stream().map(ReferenceSections::code).toList());
    }

    private static String label(Help help, ArgSpec arg) {
        return help.createDefaultParamLabelRenderer()
                .renderParameterLabel(arg, Help.Ansi.OFF, List.of())
                .toString();
    }

    private static String description(ArgSpec arg) {
        return String.join(" ", arg.description()).replaceAll("%n|\\s+", " ").replace("%%", "%");
    }

    private List<String> providerKeys() {
        Map<String, String> defaults = DefaultSettings.ofProviders();
        List<String> table = table("key", "meaning", "default");
        for (String key : SettingsLoader.PROVIDER_KEYS) {
            table.add(row(code(key), handWritten(code(key)), defaults.getOrDefault(key, "")));
        }
        return table;
    }

    private List<String> serverKeys() {
        Map<String, String> keys = new LinkedHashMap<>(TopLevelKeys.DEFAULTS);
        keys.put(TopLevelKeys.TOKENS, "none");
        List<String> table = table("key", "meaning", "default");
        keys.forEach((key, value) -> table.add(row(code(key), handWritten(code(key)), value)));
        return table;
    }

    private List<String> modelKeys() {
        return handWritten("key", ModelConfigKeys.ALL.stream());
    }

    private List<String> builtInProviders() {
        BuiltInProviders builtInProviders = new BuiltInProviders();
        List<String> table = table("name", "dialect", "base URL", "key variable", "default model");
        builtInProviders
                .names()
                .forEach(name -> table.add(row(
                        code(name),
                        builtInProviders.setting(name, "dialect"),
                        code(builtInProviders.setting(name, "base_url")),
                        code(builtInProviders.setting(name, "api_key_env")),
                        code(builtInProviders.setting(name, "default_model")))));
        return table;
    }

    private List<String> failures() {
        List<String> table = table("failure", "meaning", "exit code", "HTTP status of the function", "retried");
        table.add(row("–", "success", "0", "200", ""));
        for (Failure failure : Failure.values()) {
            table.add(row(
                    code(failure.name()),
                    handWritten(code(failure.name())),
                    String.valueOf(failure.exitCode()),
                    String.valueOf(failure.httpStatus()),
                    failure.isRetryable() ? "yes" : "no"));
        }
        table.add(row("–", "a bug in the program, or output that cannot be written", "70", "500", ""));
        table.add(row("–", "interrupted (Ctrl-C)", "130", "", ""));
        table.add(row("–", "terminated (SIGTERM)", "143", "", ""));
        return table;
    }

    private List<String> orderOfFailures() {
        List<Failure> remaining = new ArrayList<>(List.of(Failure.values()));
        List<String> order = new ArrayList<>(List.of("1. a bug in the program (70)"));
        while (!remaining.isEmpty()) {
            Failure next = Failure.mostSevere(remaining).orElseThrow();
            order.add(order.size() + 1 + ". " + code(next.name()));
            remaining.remove(next);
        }
        return order;
    }

    private List<String> suiteKeys(String path, JsonNode required) {
        List<String> table = table("key", "meaning");
        at(path).properties()
                .forEach(each -> table.add(row(
                        code(each.getKey()) + (contains(required, each.getKey()) ? " (required)" : ""),
                        description(each.getValue()))));
        return table;
    }

    private static boolean contains(JsonNode array, String text) {
        boolean[] found = {false};
        if (array != null) {
            array.forEach(each -> found[0] |= each.asText().equals(text));
        }
        return found[0];
    }

    private static String description(JsonNode schema) {
        return schema.has("description")
                ? schema.path("description").asText()
                : at(schema.path("$ref").asText().substring(1))
                        .path("description")
                        .asText();
    }

    private List<String> checks() {
        List<String> table = table("check", "example", "meaning");
        at("/$defs/check/properties").properties().stream()
                .filter(each -> !each.getKey().startsWith("not-"))
                .forEach(each -> table.add(
                        row(code(each.getKey()), handWritten(code(each.getKey())), description(each.getValue()))));
        return table;
    }

    private List<String> routes() {
        List<String> table = table("request", "purpose");
        OPENAPI.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> table.add(row(
                                code(method.getKey().toUpperCase() + " " + path.getKey()),
                                method.getValue().path("summary").asText()))));
        return table;
    }

    private List<String> properties(String schema) {
        List<String> keys = new ArrayList<>();
        keys("", OPENAPI.at("/components/schemas/" + schema), keys);
        return handWritten("key", keys.stream());
    }

    /** The keys of an object and of the objects in it, as paths such as {@code attempts[].status}. */
    private static void keys(String prefix, JsonNode schema, Collection<String> keys) {
        schema.path("properties").properties().forEach(each -> {
            JsonNode value = each.getValue();
            String path = prefix + each.getKey() + (value.has("items") ? "[]" : "");
            JsonNode inner = value.has("items") ? value.path("items") : value;
            if (inner.path("properties").isEmpty()) {
                keys.add(path);
            } else {
                keys(path + ".", inner, keys);
            }
        });
    }

    /** A table of keys with meanings that are written by hand. */
    private List<String> handWritten(String head, Stream<String> keys) {
        List<String> table = table(head, "meaning");
        keys.forEach(key -> table.add(row(code(key), handWritten(code(key)))));
        return table;
    }

    /** The hand-written second cell of the row with this first cell. */
    private String handWritten(String first) {
        Map<String, String> cells = new TreeMap<>();
        existing.stream()
                .map(line -> line.split("(?<!\\\\)\\|"))
                .filter(row -> row.length > 2)
                .forEach(row -> cells.put(row[1].strip(), row[2].strip()));
        return cells.getOrDefault(first, MISSING);
    }

    private static List<String> table(String... head) {
        List<String> table = new ArrayList<>();
        table.add(row(head));
        table.add("|" + "---|".repeat(head.length));
        return table;
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }

    private static JsonNode at(String path) {
        return SUITE_SCHEMA.at(path);
    }

    private static JsonNode resource(String path, ObjectMapper mapper) {
        try (InputStream stream = ReferenceSections.class.getResourceAsStream(path)) {
            return mapper.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
