package org.llmtestbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import io.quarkus.bootstrap.resolver.maven.MavenArtifactResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;
import org.junit.jupiter.api.Test;

/** What the JBang script names, and what our published POM brings with it. */
class ScriptTest {
    private static final String SCRIPT = "jbang/LlmTestBench.java";

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String inPom(String element) {
        return Pattern.compile("<" + element + ">([^<]+)</")
                .matcher(read("pom.xml"))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_script_stands_on_this_version_and_on_its_quarkus() {
        assertThat(Pattern.compile("(?m)^//DEPS (.+)$")
                        .matcher(read(SCRIPT))
                        .results()
                        .map(MatchResult::group))
                .containsExactly(
                        "//DEPS io.quarkus.platform:quarkus-bom:" + inPom("quarkus.version") + "@pom",
                        "//DEPS org.llmtestbench:llm-test-bench:" + inPom("version"));
    }

    @Test
    void the_catalog_names_the_script() {
        assertThat(read("jbang-catalog.json")).contains("\"script-ref\": \"" + SCRIPT + "\"");
    }

    @Test
    void whoever_depends_on_us_gets_no_server_no_lambda_and_no_test_library() throws BootstrapMavenException {
        List<String> resolved = resolvedForOthers();

        assertThat(resolved)
                .contains("quarkus-rest-client-jackson", "quarkus-smallrye-fault-tolerance")
                // ours is compiled with us, and a second one would win or lose by chance
                .doesNotContain("picocli")
                // those of dependencies are among them; its server classes are in one jar with the client
                .contains("vertx-core")
                .noneMatch(name -> name.matches(
                        "quarkus-(vertx-http.*|rest|resteasy.*|undertow.*|funqy.*|junit.*|jacoco)|vertx-web|resteasy-reactive-vertx"
                                + "|.*(servlet|jetty|undertow|lambda|aws|junit|wiremock|rest-assured|assertj|archunit"
                                + "|jacoco|openai|anthropic|langchain).*"));
    }

    private static List<String> resolvedForOthers() throws BootstrapMavenException {
        MavenArtifactResolver maven = MavenArtifactResolver.builder()
                .setOffline(true)
                .setWorkspaceDiscovery(true)
                .setLocalRepository(System.getProperty("localRepository"))
                .build();
        Artifact ours = new DefaultArtifact("org.llmtestbench", "llm-test-bench", "jar", inPom("version"));
        PreorderNodeListGenerator all = new PreorderNodeListGenerator();
        maven.collectDependencies(ours, List.of()).getRoot().accept(all);
        return all.getNodes().stream()
                .map(node -> node.getArtifact().getArtifactId())
                .toList();
    }
}
