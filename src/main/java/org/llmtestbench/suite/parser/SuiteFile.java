package org.llmtestbench.suite.parser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.llmtestbench.config.TextFileReader;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.Suite;

/** Reads suites from files and from the built-in suites. */
public final class SuiteFile {
    /** Names of the built-in suites: one for each built-in provider, and {@code offline}. */
    public static final List<String> BUILT_IN = List.of(
            "anthropic",
            "deepseek",
            "groq",
            "mistral",
            "offline",
            "ollama",
            "openai",
            "openrouter",
            "together",
            "vllm",
            "xai");

    private SuiteFile() {}

    /**
     * Reads a file, or a built-in suite by its name. Fails with {@link Failure#CONFIGURATION} and a message that lists
     * all problems.
     *
     * @param targetValidator checks the targets of the suite
     */
    public static Suite read(String name, TargetValidator targetValidator) {
        if (isBuiltIn(name)) {
            return readBuiltIn(name, targetValidator);
        }
        SuiteFormat.of(requireExtension(name));
        String text =
                TextFileReader.read(name, reason -> Failure.CONFIGURATION.because("Suite " + name + " " + reason));
        Path folder = Path.of(name).toAbsolutePath().getParent();
        return parse(name, text, SuiteFolder.at(folder), targetValidator);
    }

    /** Reads a built-in suite, even if there is a file of the same name. */
    public static Suite readBuiltIn(String name, TargetValidator targetValidator) {
        return parse(
                name + ".yaml", builtIn(name), SuiteFolder.none("a built-in suite can't read files."), targetValidator);
    }

    /** Whether this is the name of a built-in suite, and there is no file of this name. */
    public static boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name) && !Path.of(name).toFile().exists();
    }

    /** The text of a built-in suite. */
    public static String builtIn(String name) {
        try (InputStream resource = SuiteFile.class.getResourceAsStream("/suites/" + name + ".yaml")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String requireExtension(String name) {
        if (!name.contains(".")
                && !name.contains("/")
                && !Path.of(name).toFile().exists()) {
            throw Failure.CONFIGURATION
                    .because("There is no file and no built-in suite '" + name + "'."
                            + Suggestions.suggestion(name, BUILT_IN))
                    .hint("Built-in suites: " + String.join(", ", BUILT_IN) + ".");
        }
        return name;
    }

    static Suite parse(String name, String text, SuiteFolder folder, TargetValidator targetValidator) {
        SourceNode root = SuiteFormat.of(name).read(name, text);
        String file = Path.of(name).getFileName().toString();
        return new SuiteReader(root, folder, targetValidator, SuiteLimits.FILE, ProblemCollector.of(name))
                .read(file.substring(0, file.lastIndexOf('.')));
    }
}
