package org.llmtestbench.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.report.Utf8Output;

/** Asks on the terminal, or takes every answer for granted. */
final class ConsolePrompter {
    private final Utf8Output terminal;
    private final BufferedReader answers;

    private ConsolePrompter(Utf8Output terminal, BufferedReader answers) {
        this.terminal = terminal;
        this.answers = answers;
    }

    /** Takes the answer that is offered to every question. */
    static ConsolePrompter silent() {
        return new ConsolePrompter(null, null);
    }

    /** Asks a person, on stderr; fails with {@link Failure#USAGE} when there is none. */
    static ConsolePrompter onTerminal(String otherwise) {
        if (!StandardStreams.canAsk()) {
            throw Failure.USAGE
                    .because("There is no terminal to ask questions on.")
                    .hint(otherwise);
        }
        return new ConsolePrompter(
                StandardStreams.err(),
                new BufferedReader(new InputStreamReader(StandardStreams.in(), StandardCharsets.UTF_8)));
    }

    /**
     * The answer to one question, asked until there is a good one.
     *
     * @param offered taken when nothing is typed
     * @param refusal said of an answer that is not good; it never repeats the answer, which may be a key
     */
    String ask(String prompt, String offered, Predicate<String> isGood, String refusal) {
        if (answers == null) {
            return offered;
        }
        while (true) {
            terminal.print(prompt + (offered.isEmpty() ? "" : " [" + offered + "]") + ": ");
            String answer = line();
            answer = answer.isEmpty() ? offered : answer;
            if (isGood.test(answer)) {
                return answer;
            }
            terminal.println(refusal);
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
