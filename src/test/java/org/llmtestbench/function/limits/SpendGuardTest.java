package org.llmtestbench.function.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.TextNode;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.function.auth.Asked;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Configured;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;
import org.llmtestbench.suite.Answers;

class SpendGuardTest {
    private static final String PRICED = """
            [models.m]
            price_per_mtok = { input = 0, output = 100 }
            """;

    @TempDir
    Path home;

    private final DailySpendLimit dailySpend = new DailySpendLimit(BigDecimal.ONE, Clock.systemUTC());
    private final AtomicInteger calls = new AtomicInteger();
    private final Target target = new Target("x", "m", false);
    private final Uni<Outcome> answer =
            Uni.createFrom().item(new Outcome.Passed(target, Answers.response("costs $0.002")));

    private SpendGuard guard(String... lines) {
        Surroundings surroundings = new Surroundings(home).file(String.join("\n", lines));
        return new SpendGuard(
                dailySpend, new ProviderResolver(Configured.providers(surroundings)), Configured.catalog(surroundings));
    }

    private SpendGuard guardWithKey(String... lines) {
        return guard("[providers.x]\nbase_url = 'http://x'\napi_key_env = 'X_KEY'\n" + String.join("\n", lines));
    }

    private Uni<Outcome> withReservation(SpendGuard spendGuard, Integer maxTokens, Uni<Outcome> call) {
        CompletionRequest request = CompletionRequest.builder()
                .model("m")
                .user("Hello")
                .maxTokens(maxTokens)
                .build();
        return spendGuard.withReservation(target, request, CallListener.NONE, listener -> {
            calls.incrementAndGet();
            listener.sending();
            return call;
        });
    }

    @Test
    void the_real_cost_of_a_call_is_counted() {
        Asked.answer(withReservation(guardWithKey(PRICED), 10, answer));
        assertThat(dailySpend.spentToday()).isEqualByComparingTo("0.002");
    }

    @Test
    void a_call_that_could_exceed_the_limit_with_all_its_attempts_is_not_made() {
        // 3000 tokens at $100 a million are $0.30, and there may be three retries
        HttpProblemException refused = Asked.refusal(withReservation(guardWithKey(PRICED), 3000, answer));
        assertThat(refused.problem().detail())
                .startsWith("This can cost up to $1.2, which is more than the daily limit of $1");
        assertThat(calls).hasValue(0);
        assertThat(Asked.answer(withReservation(guardWithKey("max_retries = 0", PRICED), 3000, answer)))
                .isNotNull();
    }

    @Test
    void running_calls_reserve_their_maximum_cost() {
        SpendGuard spendGuard = guardWithKey(PRICED);
        withReservation(spendGuard, 2000, Uni.createFrom().nothing())
                .subscribe()
                .with(never -> {});
        assertThat(Asked.refusal(withReservation(spendGuard, 2000, answer))
                        .problem()
                        .title())
                .isEqualTo("Budget reserved");
        assertThat(Asked.answer(withReservation(spendGuard, 100, answer))).isNotNull();
    }

    @Test
    void a_cancelled_call_counts_one_attempt() {
        SpendGuard spendGuard = guardWithKey(PRICED);
        withReservation(spendGuard, 2000, Uni.createFrom().nothing())
                .subscribe()
                .with(never -> {})
                .cancel();
        assertThat(dailySpend.spentToday()).isEqualByComparingTo("0.2");
    }

    @Test
    void a_call_that_is_cancelled_before_it_is_sent_costs_nothing() {
        CompletionRequest request = CompletionRequest.builder()
                .model("m")
                .user("Hello")
                .maxTokens(2000)
                .build();
        guardWithKey(PRICED)
                .withReservation(
                        target,
                        request,
                        CallListener.NONE,
                        listener -> Uni.createFrom().nothing())
                .subscribe()
                .with(never -> {})
                .cancel();
        assertThat(dailySpend.spentToday()).isEqualByComparingTo("0");
    }

    @Test
    void a_call_that_failed_before_the_provider_answered_costs_nothing() {
        Outcome refused = new Outcome.Failed(target, Failure.UNREACHABLE.because("no route"));
        Asked.answer(withReservation(guardWithKey(PRICED), 10, Uni.createFrom().item(refused)));
        assertThat(dailySpend.spentToday()).isEqualByComparingTo("0");
    }

    @Test
    void a_bug_counts_as_one_attempt_and_is_propagated() {
        assertThat(catchThrowable(() -> Asked.answer(withReservation(
                        guardWithKey(PRICED), 10, Uni.createFrom().failure(() -> new IllegalStateException("bug"))))))
                .hasMessage("bug");
        assertThat(dailySpend.spentToday()).isEqualByComparingTo("0.001");
    }

    @Test
    void without_a_price_or_a_maximum_output_nothing_is_sent() {
        HttpProblemException refused = Asked.refusal(withReservation(guardWithKey(), 10, answer));
        assertThat(Asked.text(refused))
                .isEqualTo("422 The maximum cost of m of x is not known, so the daily limit can't be checked.\n"
                        + "Use another model, or ask the operator of this server to set price_per_mtok and"
                        + " max_output_tokens in [models.\"m\"].");
        assertThat(Asked.refusal(withReservation(guardWithKey(PRICED), null, answer)))
                .isNotNull();
        assertThat(calls).hasValue(0);
        Asked.answer(withReservation(guardWithKey(PRICED, "max_output_tokens = 10"), null, answer));
    }

    @Test
    void an_endpoint_without_a_key_is_free() {
        Asked.answer(withReservation(guard("[providers.x]", "base_url = 'http://x'"), 10, answer));
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers = { api-key = 'a' }", "query = { key = 'a' }", "base_url = 'http://me:a@x'"})
    void a_key_in_headers_query_or_url_counts_as_a_key(String setting) {
        String address = setting.startsWith("base_url") ? "" : "base_url = 'http://x'";
        assertThat(Asked.refusal(withReservation(guard("[providers.x]", address, setting), 10, answer)))
                .isNotNull();
    }

    @Test
    void a_call_to_the_simulator_is_free() {
        Target offline = new Target("x", "m", true);
        CompletionRequest request =
                CompletionRequest.builder().model("m").user("Hello").build();
        Asked.answer(guardWithKey().withReservation(offline, request, CallListener.NONE, listener -> answer));
    }

    @Test
    void all_text_of_the_request_counts_as_prompt() {
        String expensive = "[models.m]\nprice_per_mtok = { input = 1_000, output = 0 }";
        CompletionRequest request = CompletionRequest.builder()
                .model("m")
                .user("é".repeat(200))
                .maxTokens(1)
                .extra(Map.of("schema", TextNode.valueOf("x".repeat(800))))
                .build();
        HttpProblemException refused = Asked.refusal(guardWithKey("max_retries = 0", expensive)
                .withReservation(target, request, CallListener.NONE, listener -> answer));
        assertThat(refused.problem().detail()).startsWith("This can cost up to $1.3");
    }
}
