package org.llmtestbench.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Generates the text of an answer. It depends only on the prompt, the length and the seed. */
final class TextGenerator {
    private static final int MAX_ECHO_LENGTH = 40;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");
    private static final Pattern CLOSING_MARKS = Pattern.compile("[.,;:!?\"]+$");
    private static final List<String> OPENINGS = List.of(
            "This is a simulated answer to \"%s\".",
            "You asked \"%s\", and this is a simulated answer.", "Here is a simulated answer to \"%s\".");
    private static final List<String> CLOSINGS = List.of(
            "No model was asked and nothing was spent.",
            "It was made on this machine, so it costs nothing.",
            "No provider was called, so there is nothing to pay.");
    private static final List<String> SENTENCES = List.of(
            "The morning train was four minutes late.",
            "Rain fell softly on the harbour all afternoon.",
            "A small dog slept under the kitchen table.",
            "Fresh bread is best on the day it is baked.",
            "The road turns left behind the old mill.",
            "Every lamp in the street came on at once.",
            "Two friends shared an orange on the bench.",
            "The clock in the hall has stopped again.",
            "Snow covered the garden before breakfast.",
            "She planted three rows of beans along the wall.");

    private final OptionalInt length;
    private final long seed;

    TextGenerator(OptionalInt length, long seed) {
        this.length = length;
        this.seed = seed;
    }

    /** The tokens of the answer: words. Every word except the first starts with a space. */
    List<String> answer(String prompt) {
        SplittableRandom random = new SplittableRandom(seed * 31 + prompt.hashCode());
        String opening = pick(OPENINGS, random).replace("%s", echo(prompt));
        List<String> words = words(opening + " " + pick(CLOSINGS, random));
        if (length.isPresent()) {
            words = exactly(length.getAsInt(), words, random);
        }
        words.replaceAll(word -> " " + word);
        words.set(0, words.get(0).substring(1));
        return words;
    }

    private static List<String> exactly(int length, List<String> start, SplittableRandom random) {
        List<String> words = start;
        while (words.size() < length) {
            words.addAll(words(pick(SENTENCES, random)));
        }
        words = new ArrayList<>(words.subList(0, length));
        words.set(length - 1, CLOSING_MARKS.matcher(words.get(length - 1)).replaceFirst("") + ".");
        return words;
    }

    /** The prompt on one line; shortened if it is long. */
    private static String echo(String prompt) {
        String wellFormed = LONE_SURROGATE.matcher(prompt).replaceAll("\uFFFD");
        String line = BLANKS.matcher(wellFormed).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) <= MAX_ECHO_LENGTH) {
            return line;
        }
        String start = line.substring(0, line.offsetByCodePoints(0, MAX_ECHO_LENGTH));
        int lastSpace = start.lastIndexOf(' ');
        return (lastSpace > 0 ? start.substring(0, lastSpace) : start) + "...";
    }

    private static List<String> words(String text) {
        return new ArrayList<>(Arrays.asList(text.split(" ")));
    }

    private static String pick(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
