package org.llmtestbench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.cli.CommandModel;

/** The sentence that describes the product is the same in all published files. */
class TaglineTest {
    private static final String TAGLINE =
            "Test LLM endpoints: send prompts, check answers, measure latency and cost, from"
                    + " the command line, CI, or a serverless function.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "pom.xml",
                "jbang-catalog.json",
                "src/main/resources/org/llmtestbench/openapi.yaml",
                "deploy/container/Dockerfile.jvm",
                "deploy/container/Dockerfile.native"
            })
    void the_file_has_the_tagline(String file) throws IOException {
        assertThat(oneLine(Files.readString(Path.of(file)))).contains(TAGLINE);
    }

    @Test
    void the_help_of_the_root_command_has_the_tagline() {
        assertThat(oneLine(CommandModel.root().getUsageMessage())).contains(TAGLINE);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
