package org.llmtestbench.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import picocli.CommandLine.Option;

/** The options for the source of the prompt. Exactly one source is allowed. */
final class PromptOptions {
    @Option(
            names = {"-p", "--prompt"},
            paramLabel = "TEXT",
            description = "The prompt.")
    private String prompt;

    @Option(
            names = {"-f", "--prompt-file"},
            paramLabel = "FILE",
            description = "Reads the prompt from a file.")
    private Path file;

    /** The prompt, kept because standard input can be read only once and several targets get the same prompt. */
    private String text;

    /**
     * Reads the prompt; fails with {@link Failure#USAGE} if there is none or more than one.
     *
     * @param argument the positional argument; null if there is none
     */
    synchronized String read(String argument) {
        if (text == null) {
            text = text(argument);
        }
        return text;
    }

    private String text(String argument) {
        long sources = Stream.of(argument, prompt, file)
                .filter(source -> source != null)
                .count();
        if (sources > 1) {
            throw Failure.USAGE
                    .because("There are " + sources + " prompts.")
                    .hint("Give one: as an argument, with --prompt, with --prompt-file, or through a pipe.");
        }
        if (prompt != null) {
            return prompt;
        }
        if (file != null) {
            return fileText();
        }
        return argument == null || argument.equals("-") ? standardInput() : argument;
    }

    private String fileText() {
        try {
            return decoded(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw Failure.USAGE.because("The prompt file " + file + " can't be read: "
                    + (Files.isDirectory(file)
                            ? "it is a directory"
                            : Files.exists(file) ? "no permission" : "there is no such file")
                    + ".");
        }
    }

    private String standardInput() {
        if (!StandardStreams.hasPipedInput()) {
            throw Failure.USAGE
                    .because("There is no prompt.")
                    .hint("Give one as an argument, with --prompt, with --prompt-file, or through a pipe.");
        }
        try {
            return decoded(StandardStreams.in().readAllBytes(), "standard input");
        } catch (IOException e) {
            throw Failure.USAGE.because("Standard input can't be read: " + e.getMessage() + ".");
        }
    }

    /** Removes the final line feed, which editors and echo add, and a byte order mark. */
    private static String decoded(byte[] bytes, String source) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.replaceFirst("^\uFEFF", "").replaceFirst("\\R$", "");
        } catch (CharacterCodingException e) {
            throw Failure.USAGE.because("The prompt from " + source + " is not UTF-8 text.");
        }
    }
}
