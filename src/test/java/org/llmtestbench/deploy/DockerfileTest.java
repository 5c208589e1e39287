package org.llmtestbench.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of a Dockerfile without building it; {@link ImageTest} does what it says. */
class DockerfileTest {
    static List<Dockerfile> all() {
        return List.of(Dockerfile.jvm(), Dockerfile.nativeImage());
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_program_is_the_entry_point_and_gets_the_signals(Dockerfile dockerfile) {
        assertThat(dockerfile.last("ENTRYPOINT").words()).anyMatch(word -> word.startsWith("/app/llm-test-bench"));
        assertThat(dockerfile.last("CMD").words()).containsExactly("--help");
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_runs_as_a_number_that_is_not_root(Dockerfile dockerfile) {
        // Kubernetes can't tell whether a name is root's
        assertThat(dockerfile.user()).matches("[1-9]\\d*");
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_image_it_stands_on_has_a_tag(Dockerfile dockerfile) {
        assertThat(dockerfile.stages())
                .allSatisfy(stage -> assertThat(stage.get(0).operands().get(0)).matches("[^:]+:[^:]*\\d.*"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatever_it_copies_is_in_the_context(Dockerfile dockerfile) {
        Context context = Context.ofCheckout();

        assertThat(dockerfile.stages().stream()
                        .flatMap(List::stream)
                        .filter(each -> each.word().equals("COPY") && each.option("from") == null)
                        .map(each -> each.operands().get(0)))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(context.files(source)).isNotEmpty());
    }

    @Test
    void the_context_is_small_and_holds_nothing_of_this_machine() {
        Context context = Context.ofCheckout();

        assertThat(context.holds(Path.of("src/main/java/org/llmtestbench/package-info.java")))
                .isTrue();
        assertThat(List.of("target/classes", ".git/config", "src/test/java", "keys.env", "deploy/secrets.yaml"))
                .noneMatch(path -> context.holds(Path.of(path)));
    }

    @Test
    void a_shell_between_the_engine_and_java_would_be_noticed() {
        Dockerfile shell = Dockerfile.parse("FROM a:1\nENTRYPOINT java \\\n  -jar a.jar\n");

        assertThatThrownBy(() -> shell.last("ENTRYPOINT").words()).hasMessageContaining("java -jar a.jar");
    }
}
