package org.llmtestbench.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.report.Utf8Output;

/** Asks questions on the terminal, or uses the default answer of every question. */
final class ConsolePrompter {
    private final Utf8Output terminal;
    private final BufferedReader answers;

    private ConsolePrompter(Utf8Output terminal, BufferedReader answers) {
        this.terminal = terminal;
        this.answers = answers;
    }

    /** A prompter that asks nothing and returns the default answers. */
    static ConsolePrompter silent() {
        return new ConsolePrompter(null, null);
    }

    /** A prompter that asks on stderr; fails with {@link Failure#USAGE} and this hint if there is no terminal. */
    static ConsolePrompter onTerminal(String hint) {
        if (!StandardStreams.canAsk()) {
            throw Failure.USAGE
                    .because("There is no terminal to ask questions on.")
                    .hint(hint);
        }
        return new ConsolePrompter(
                StandardStreams.err(),
                new BufferedReader(new InputStreamReader(StandardStreams.in(), StandardCharsets.UTF_8)));
    }

    /**
     * Asks one question until the answer is valid.
     *
     * @param defaultAnswer the answer if the user enters nothing
     * @param errorMessage the message for an invalid answer; it never repeats the answer, which may be an API key
     */
    String ask(String prompt, String defaultAnswer, Predicate<String> isValid, String errorMessage) {
        if (answers == null) {
            return defaultAnswer;
        }
        while (true) {
            terminal.print(prompt + (defaultAnswer.isEmpty() ? "" : " [" + defaultAnswer + "]") + ": ");
            String answer = line();
            answer = answer.isEmpty() ? defaultAnswer : answer;
            if (isValid.test(answer)) {
                return answer;
            }
            terminal.println(errorMessage);
        }
    }

    private String line() {
        try {
            String line = answers.readLine();
            if (line == null) {
                terminal.println("");
                throw Failure.USAGE.because("The questions were not answered.").hint("Nothing was written.");
            }
            return line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
