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

/** The formats of a suite: YAML, TOML or JSON. */
enum SuiteFormat {
    YAML(new YAMLFactory()),
    TOML(new TomlFactory()),
    JSON(new JsonFactory());

    private final transient JsonFactory factory;

    SuiteFormat(JsonFactory factory) {
        this.factory = factory;
    }

    /** Returns the format by the file extension; fails with {@link Failure#CONFIGURATION} for an unknown extension. */
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
                .because(file + " is not a suite: its file extension is unknown.")
                .hint("The name of a suite must end in .yaml, .yml, .toml or .json.");
    }

    /** Parses a text; fails with the line and the reason if it is not valid in this format. */
    SourceNode read(String file, String text) {
        if (text.isBlank()) {
            throw Failure.CONFIGURATION.because(file + " is empty.").hint("The format: llm-test-bench smoke --schema.");
        }
        TomlLineIndex lines = TomlLineIndex.of(this == TOML ? text : "");
        try (JsonParser parser = factory.createParser(text)) {
            return new SourceTreeParser(file, parser, this == TOML ? lines : null).read();
        } catch (JacksonException e) {
            throw this == TOML ? TomlSyntaxError.toException(file, lines, e) : syntaxError(file, e);
        } catch (IOException unexpected) {
            throw Failure.CONFIGURATION.because(file + " can't be read.").causedBy(unexpected);
        }
    }

    /** Whether this is the YAML parser, which follows YAML 1.1: {@code yes} is true and {@code 010} is eight. */
    static boolean isYaml(JsonParser parser) {
        return parser instanceof YAMLParser;
    }

    /** Whether the current token is a YAML alias. */
    static boolean isAlias(JsonParser parser) throws IOException {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }

    private ProviderException syntaxError(String file, JacksonException e) {
        String place = place(e);
        return Failure.CONFIGURATION.because(
                file + place + ": not " + name() + ": " + reason(e.getOriginalMessage()) + ".");
    }

    /** A plain text for a frequent mistake, else the first line of the parser's message; other lines quote the file. */
    private static String reason(String message) {
        if (message.contains("'\\t(TAB)'")) {
            return "tabs can't be used for indentation. Indent with spaces";
        }
        if (message.startsWith("Expected a field name")) {
            return "a key must be a text. A text that begins with { needs quotes";
        }
        return message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(String::strip)
                .orElse("unknown reason");
    }

    /** Jackson reports where the invalid part begins; its YAML parser reports where the error is. */
    private static String place(JacksonException e) {
        if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            return place(
                    yaml.getProblemMark().getLine() + 1, yaml.getProblemMark().getColumn() + 1);
        }
        JsonLocation at = e.getLocation();
        return at == null ? "" : place(at.getLineNr(), at.getColumnNr());
    }

    private static String place(int line, int column) {
        return line < 1 ? "" : ", line " + line + ", column " + column;
    }
}
