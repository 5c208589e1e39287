package org.llmtestbench.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the Dockerfiles without a build; {@link ImageTest} executes their steps. */
class DockerfileTest {
    static List<Dockerfile> all() {
        return List.of(Dockerfile.jvm(), Dockerfile.nativeImage());
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_program_is_the_entry_point_and_receives_signals(Dockerfile dockerfile) {
        assertThat(dockerfile.last("ENTRYPOINT").words()).anyMatch(word -> word.startsWith("/app/llm-test-bench"));
        assertThat(dockerfile.last("CMD").words()).containsExactly("--help");
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_user_is_numeric_and_not_root(Dockerfile dockerfile) {
        // Kubernetes cannot check whether a user name is root
        assertThat(dockerfile.user()).matches("[1-9]\\d*");
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_base_image_has_a_tag(Dockerfile dockerfile) {
        assertThat(dockerfile.stages())
                .allSatisfy(stage -> assertThat(stage.get(0).operands().get(0)).matches("[^:]+:[^:]*\\d.*"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_copied_file_is_in_the_context(Dockerfile dockerfile) {
        Context context = Context.ofCheckout();

        assertThat(dockerfile.stages().stream()
                        .flatMap(List::stream)
                        .filter(each -> each.word().equals("COPY") && each.option("from") == null)
                        .map(each -> each.operands().get(0)))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(context.files(source)).isNotEmpty());
    }

    @Test
    void the_context_contains_no_build_output_no_tests_and_no_secrets() {
        Context context = Context.ofCheckout();

        assertThat(context.contains(Path.of("src/main/java/org/llmtestbench/package-info.java")))
                .isTrue();
        assertThat(List.of("target/classes", ".git/config", "src/test/java", "keys.env", "deploy/secrets.yaml"))
                .noneMatch(path -> context.contains(Path.of(path)));
    }

    @Test
    void the_shell_form_of_an_entry_point_is_detected() {
        Dockerfile shellForm = Dockerfile.parse("FROM a:1\nENTRYPOINT java \\\n  -jar a.jar\n");

        assertThatThrownBy(() -> shellForm.last("ENTRYPOINT").words()).hasMessageContaining("java -jar a.jar");
    }
}
