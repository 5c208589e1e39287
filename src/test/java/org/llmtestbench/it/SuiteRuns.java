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

/** Writes suites to a folder, runs them with the program and reads their reports. */
record SuiteRuns(Path folder) {
    /** The head of a suite with one target, a model of openai. */
    static final String HEAD =
            "name: planted\ndefaults: { max_retries: 0 }\ntargets: [{ id: luna, provider: openai, model: gpt-6-luna }]\ntests:\n";

    Path suite(String yaml) {
        try {
            return Files.writeString(folder.resolve("suite.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code smoke} command with this suite; the provider openai is this server. */
    Program smokeCommand(MisbehavingServer server, String yaml, String... args) {
        return smokeCommand(yaml, args).env("OPENAI_API_KEY", Vendor.KEY).setting("BASE_URL", server.baseUrl());
    }

    /** The {@code smoke} command with this suite. */
    Program smokeCommand(String yaml, String... args) {
        List<String> all = new ArrayList<>(List.of("smoke", suite(yaml).toString()));
        all.addAll(Arrays.asList(args));
        return Program.with(all.toArray(String[]::new));
    }

    /** A suite with this number of cases for the simulator. */
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

    /** The id and the verdict of each case of a report, in the order of the report. */
    static List<String> verdicts(JsonNode report) {
        List<String> verdicts = new ArrayList<>();
        report.path("cases")
                .forEach(each -> verdicts.add(
                        each.path("id").asText() + " " + each.path("verdict").asText()));
        return verdicts;
    }
}
