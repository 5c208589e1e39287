package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Locale;
import org.llmtestbench.config.TomlLineIndex;
import org.llmtestbench.config.TomlSyntaxError;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The languages a suite may be written in. */
enum SuiteFormat {
    YAML(new YAMLFactory()),
    TOML(new TomlFactory()),
    JSON(new JsonFactory());

    private final transient JsonFactory factory;

    SuiteFormat(JsonFactory factory) {
        this.factory = factory;
    }

    /** By the end of the file's name; fails with {@link Failure#CONFIGURATION} for any other. */
    static SuiteFormat of(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return YAML;
        }
        if (name.endsWith(".toml")) {
            return TOML;
        }
        if (name.endsWith(".json")) {
            return JSON;
        }
        throw Failure.CONFIGURATION
                .because(file + " is no suite: its name does not say what language it is in.")
                .hint("Suites end in .yaml, .toml or .json.");
    }

    /** The whole text with its places; fails with line and reason when it is not written in this language. */
    SourceNode read(String file, String text) {
        if (text.isBlank()) {
            throw Failure.CONFIGURATION.because(file + " is empty.").hint("The format: llm-test-bench smoke --schema.");
        }
        TomlLineIndex lines = TomlLineIndex.of(this == TOML ? text : "");
        try (JsonParser parser = factory.createParser(text)) {
            return new SourceTreeParser(file, parser, this == TOML ? lines : null).read();
        } catch (JacksonException broken) {
            throw this == TOML ? TomlSyntaxError.refusal(file, lines, broken) : refusal(file, broken);
        } catch (IOException unexpected) {
            throw Failure.CONFIGURATION.because(file + " can't be read.").causedBy(unexpected);
        }
    }

    /** Whether its parser takes {@code yes} for a truth and {@code 010} for eight, by YAML 1.1. */
    static boolean isYaml(JsonParser parser) {
        return parser instanceof YAMLParser;
    }

    /** Whether the parser stands at a reference to another place of the file. */
    static boolean isAlias(JsonParser parser) throws IOException {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }

    private ProviderException refusal(String file, JacksonException broken) {
        String place = place(broken);
        return Failure.CONFIGURATION.because(
                file + place + ": not " + name() + ": " + reason(broken.getOriginalMessage()) + ".");
    }

    /** The first line of the parser's own reason, for the others quote the file, or ours for what happens often. */
    private static String reason(String message) {
        if (message.contains("'\\t(TAB)'")) {
            return "a tab can't indent. Indent with spaces";
        }
        if (message.startsWith("Expected a field name")) {
            return "a key is a text. A text that begins with { needs quotes";
        }
        return message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(String::strip)
                .orElse("the reason is not known");
    }

    /** Jackson tells where the part began that is broken, its YAML parser where it broke. */
    private static String place(JacksonException broken) {
        if (broken.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            return place(
                    yaml.getProblemMark().getLine() + 1, yaml.getProblemMark().getColumn() + 1);
        }
        JsonLocation at = broken.getLocation();
        return at == null ? "" : place(at.getLineNr(), at.getColumnNr());
    }

    private static String place(int line, int column) {
        return line < 1 ? "" : ", line " + line + ", column " + column;
    }
}
