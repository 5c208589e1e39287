package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetArgumentsTest {
    private static final List<String> KNOWN = List.of("anthropic", "openai", "openrouter");

    private static TargetArguments targets(List<String> models, String... arguments) {
        return TargetArguments.of(Arrays.asList(arguments), models, false, KNOWN);
    }

    private static List<String> names(TargetArguments targets) {
        return targets.all().stream().map(t -> t.provider() + ":" + t.model()).toList();
    }

    @Test
    void a_provider_without_a_model_uses_its_default_model() {
        assertThat(names(targets(List.of(), "openai"))).containsExactly("openai:null");
        assertThat(targets(List.of(), "openai").prompt()).isNull();
        assertThat(targets(List.of(), "openai", "Hello").prompt()).isEqualTo("Hello");
    }

    @Test
    void several_models_of_one_provider_are_accepted() {
        assertThat(names(targets(List.of("a", "b/c"), "openai", "Hi"))).containsExactly("openai:a", "openai:b/c");
    }

    @Test
    void several_providers_are_accepted() {
        TargetArguments both = targets(List.of(), "openai/a", "anthropic/b", "openrouter/x/y", "Hi");
        assertThat(names(both)).containsExactly("openai:a", "anthropic:b", "openrouter:x/y");
        assertThat(both.prompt()).isEqualTo("Hi");
        assertThat(names(targets(List.of(), "openai", "anthropic/b"))).containsExactly("openai:null", "anthropic:b");
    }

    @Test
    void a_prompt_can_contain_a_slash() {
        assertThat(targets(List.of(), "openai", "and/or").prompt()).isEqualTo("and/or");
        assertThat(targets(List.of(), "openai", "openai/a is what?").prompt()).isEqualTo("openai/a is what?");
        assertThat(targets(List.of(), "openai", "/").prompt()).isEqualTo("/");
    }

    @Test
    void unexpected_arguments_are_named_in_the_error() {
        assertThatThrownBy(() -> targets(List.of(), "openai", "Hello", "big", "world"))
                .hasMessage("Too many arguments: 'big world' is unexpected. Put a prompt with spaces in quotes.");
    }

    @Test
    void a_model_is_given_only_once() {
        assertThatThrownBy(() -> targets(List.of("b"), "openai/a"))
                .hasMessage("--model and 'openai/a' both name a model.");
        assertThatThrownBy(() -> targets(List.of(), "openai/")).hasMessage("'openai/' is not PROVIDER/MODEL.");
        assertThatThrownBy(() -> targets(List.of(), "/a")).hasMessage("'/a' is not PROVIDER/MODEL.");
    }
}
