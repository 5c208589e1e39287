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

/** The dependencies of the JBang script, and the transitive dependencies of our published POM. */
class ScriptTest {
    private static final String SCRIPT = "jbang/LlmTestBench.java";

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String fromPom(String element) {
        return Pattern.compile("<" + element + ">([^<]+)</")
                .matcher(read("pom.xml"))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_script_depends_on_this_version_and_on_its_quarkus_version() {
        assertThat(Pattern.compile("(?m)^//DEPS (.+)$")
                        .matcher(read(SCRIPT))
                        .results()
                        .map(MatchResult::group))
                .containsExactly(
                        "//DEPS io.quarkus.platform:quarkus-bom:" + fromPom("quarkus.version") + "@pom",
                        "//DEPS org.llmtestbench:llm-test-bench:" + fromPom("version"));
    }

    @Test
    void the_jbang_catalog_contains_the_script() {
        assertThat(read("jbang-catalog.json")).contains("\"script-ref\": \"" + SCRIPT + "\"");
    }

    @Test
    void projects_that_depend_on_this_one_get_no_server_no_lambda_and_no_test_library() throws BootstrapMavenException {
        List<String> dependencies = dependenciesOfOthers();

        assertThat(dependencies)
                .contains("quarkus-rest-client-jackson", "quarkus-smallrye-fault-tolerance")
                // picocli is compiled into our jar; with a second copy the order on the class path would decide
                .doesNotContain("picocli")
                // a transitive dependency; one jar contains its client and its server
                .contains("vertx-core")
                .noneMatch(name -> name.matches(
                        "quarkus-(vertx-http.*|rest|resteasy.*|undertow.*|funqy.*|junit.*|jacoco)|vertx-web|resteasy-reactive-vertx"
                                + "|.*(servlet|jetty|undertow|lambda|aws|junit|wiremock|rest-assured|assertj|archunit"
                                + "|jacoco|openai|anthropic|langchain).*"));
    }

    private static List<String> dependenciesOfOthers() throws BootstrapMavenException {
        MavenArtifactResolver maven = MavenArtifactResolver.builder()
                .setOffline(true)
                .setWorkspaceDiscovery(true)
                .setLocalRepository(System.getProperty("localRepository"))
                .build();
        Artifact project = new DefaultArtifact("org.llmtestbench", "llm-test-bench", "jar", fromPom("version"));
        PreorderNodeListGenerator all = new PreorderNodeListGenerator();
        maven.collectDependencies(project, List.of()).getRoot().accept(all);
        return all.getNodes().stream()
                .map(node -> node.getArtifact().getArtifactId())
                .toList();
    }
}
