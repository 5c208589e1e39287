package org.llmtestbench.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.llmtestbench.resilience.MisbehavingServer;

/** Suites for the program, and what it reports of them. */
record SuiteRuns(Path folder) {
    /** The head of a suite that asks one model of openai. */
    static final String HEAD =
            "name: planted\ndefaults: { max_retries: 0 }\ntargets: [{ id: luna, provider: openai, model: gpt-6-luna }]\ntests:\n";

    Path suite(String yaml) {
        try {
            return Files.writeString(folder.resolve("suite.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program's {@code smoke} command with this suite, openai being this server. */
    Program asking(MisbehavingServer server, String yaml, String... args) {
        return offline(yaml, args).env("OPENAI_API_KEY", Vendor.KEY).setting("BASE_URL", server.baseUrl());
    }

    /** The program's {@code smoke} command with this suite. */
    Program offline(String yaml, String... args) {
        List<String> all = new ArrayList<>(List.of("smoke", suite(yaml).toString()));
        all.addAll(Arrays.asList(args));
        return Program.with(all.toArray(String[]::new));
    }

    /** A suite of so many cases for the simulator. */
    static String many(int count) {
        String numbers = IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return "name: many\ntargets: [{ provider: simulator }]\ntests:\n"
                + "- { id: say, prompt: 'Say {{n}}', vars: { n: [" + numbers
                + "] }, assert: [{ contains: 'Say {{n}}' }] }\n";
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    JsonNode json(String name) {
        try {
            return Bodies.json(Files.readString(file(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> jsonl(String name) {
        try {
            return Files.readAllLines(file(name)).stream().map(Bodies::json).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The verdicts of a report's cases, in its order. */
    static List<String> verdicts(JsonNode report) {
        List<String> verdicts = new ArrayList<>();
        report.path("cases")
                .forEach(one -> verdicts.add(
                        one.path("id").asText() + " " + one.path("verdict").asText()));
        return verdicts;
    }
}
