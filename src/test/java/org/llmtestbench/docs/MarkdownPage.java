package org.llmtestbench.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation: its code blocks, its generated sections, its links and its anchors. */
public final class MarkdownPage {
    /** With this system property, tests update outdated parts of a page and do not fail. */
    public static final boolean UPDATE = System.getProperty("docs.update") != null;

    private static final List<String> FOLDERS = List.of("docs", "deploy", "infra");
    private static final Pattern DIRECTIVE = Pattern.compile("<!-- ([a-z ]+): (.+) -->");
    private static final Pattern LINK = Pattern.compile("!?\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final String END = "<!-- end -->";

    private final Path file;
    private final List<String> lines;

    /**
     * A fenced code block.
     *
     * @param line number of the first line inside the fence, from 0
     * @param language first word after the fence, such as {@code sh}; empty when there is none
     * @param directive kind of the comment in the line above, such as {@code not run}; empty when there is none
     * @param argument text of that comment after the colon
     */
    public record CodeBlock(int line, String language, String directive, String argument, List<String> lines) {}

    private MarkdownPage(Path file) {
        this.file = file;
        try {
            lines = new ArrayList<>(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the page from a file. */
    public static MarkdownPage read(String file) {
        return new MarkdownPage(Path.of(file));
    }

    /** Every page of the documentation. */
    public static List<MarkdownPage> all() {
        return Stream.concat(pages(Path.of("")), FOLDERS.stream().flatMap(folder -> pages(Path.of(folder))))
                .toList();
    }

    private static Stream<MarkdownPage> pages(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(MarkdownPage::new)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of the file, relative to the root of the repository. */
    public Path file() {
        return file;
    }

    /** The text as lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** All fenced code blocks, in order. */
    public List<CodeBlock> codeBlocks() {
        List<CodeBlock> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                Matcher directive = DIRECTIVE.matcher(i == 0 ? "" : lines.get(i - 1));
                boolean found = directive.matches();
                blocks.add(new CodeBlock(
                        i + 1,
                        lines.get(i).substring(3).strip(),
                        found ? directive.group(1) : "",
                        found ? directive.group(2) : "",
                        List.copyOf(lines.subList(i + 1, end))));
                i = end;
            }
        }
        return blocks;
    }

    /** Replaces lines of the page, in memory. */
    public void replace(int from, int to, List<String> replacement) {
        List<String> replaced = lines.subList(from, to);
        replaced.clear();
        replaced.addAll(replacement);
    }

    /** Writes the page to its file. */
    public void write() {
        try {
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the sections between {@code <!-- generated: NAME -->} and {@code <!-- end -->}. */
    public List<String> generatedSections() {
        return lines.stream()
                .map(DIRECTIVE::matcher)
                .filter(found -> found.matches() && found.group(1).equals("generated"))
                .map(found -> found.group(2))
                .toList();
    }

    /** The lines of a generated section, without the markers. */
    public List<String> section(String name) {
        int start = start(name);
        return List.copyOf(lines.subList(start, end(start)));
    }

    /** Replaces the lines of a generated section, in memory. */
    public void replaceSection(String name, List<String> replacement) {
        int start = start(name);
        replace(start, end(start), replacement);
    }

    private int start(String name) {
        return lines.indexOf("<!-- generated: " + name + " -->") + 1;
    }

    private int end(int start) {
        return start + lines.subList(start, lines.size()).indexOf(END);
    }

    /** The targets of all links and images outside of code. */
    public List<String> links() {
        return text().flatMap(
                        line -> LINK.matcher(line.replaceAll("`[^`]*`", "")).results())
                .map(link -> link.group(1))
                .toList();
    }

    /** The anchors that GitHub creates from the headings. */
    public Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        text().filter(line -> line.matches("#{1,6} .*")).forEach(heading -> {
            String words = heading.replaceFirst("#+ ", "").replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
            String anchor =
                    words.toLowerCase().replaceAll("[^\\p{L}\\p{N}\\s_-]", "").replace(' ', '-');
            int count = seen.merge(anchor, 1, Integer::sum);
            anchors.add(count == 1 ? anchor : anchor + "-" + (count - 1));
        });
        return anchors;
    }

    private Stream<String> text() {
        Collection<String> outside = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            code ^= line.startsWith("```");
            if (!code) {
                outside.add(line);
            }
        }
        return outside.stream();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
