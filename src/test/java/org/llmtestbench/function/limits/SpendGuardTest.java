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
    private final Uni<Outcome> answered =
            Uni.createFrom().item(new Outcome.Passed(target, Answers.response("costs $0.002")));

    private SpendGuard purse(String... lines) {
        Surroundings around = new Surroundings(home).file(String.join("\n", lines));
        return new SpendGuard(
                dailySpend, new ProviderResolver(Configured.providers(around)), Configured.catalogue(around));
    }

    private SpendGuard paysForKeys(String... lines) {
        return purse("[providers.x]\nbase_url = 'http://x'\napi_key_env = 'X_KEY'\n" + String.join("\n", lines));
    }

    private Uni<Outcome> withReservation(SpendGuard spendGuard, Integer maxTokens, Uni<Outcome> call) {
        CompletionRequest request = CompletionRequest.builder()
                .model("m")
                .user("Hello")
                .maxTokens(maxTokens)
                .build();
        return spendGuard.withReservation(target, request, () -> {
            calls.incrementAndGet();
            return call;
        });
    }

    @Test
    void a_call_costs_what_it_cost() {
        Asked.answer(withReservation(paysForKeys(PRICED), 10, answered));
        assertThat(dailySpend.today()).isEqualByComparingTo("0.002");
    }

    @Test
    void a_call_that_could_pass_the_cap_with_all_its_attempts_is_not_made() {
        // 3000 tokens at $100 a million are $0.30, and there may be three retries
        HttpProblemException refused = Asked.refusal(withReservation(paysForKeys(PRICED), 3000, answered));
        assertThat(refused.problem().detail()).startsWith("This can cost up to $1.2, more than the $1");
        assertThat(calls).hasValue(0);
        assertThat(Asked.answer(withReservation(paysForKeys("max_retries = 0", PRICED), 3000, answered)))
                .isNotNull();
    }

    @Test
    void calls_under_way_hold_the_most_they_can_cost() {
        SpendGuard spendGuard = paysForKeys(PRICED);
        withReservation(spendGuard, 2000, Uni.createFrom().nothing())
                .subscribe()
                .with(never -> {});
        assertThat(Asked.refusal(withReservation(spendGuard, 2000, answered))
                        .problem()
                        .title())
                .isEqualTo("Money held");
        assertThat(Asked.answer(withReservation(spendGuard, 100, answered))).isNotNull();
    }

    @Test
    void who_hangs_up_pays_for_what_may_have_been_made() {
        SpendGuard spendGuard = paysForKeys(PRICED);
        withReservation(spendGuard, 2000, Uni.createFrom().nothing())
                .subscribe()
                .with(never -> {})
                .cancel();
        assertThat(dailySpend.today()).isEqualByComparingTo("0.2");
    }

    @Test
    void a_call_that_failed_before_the_provider_answered_costs_nothing() {
        Outcome refused = new Outcome.Failed(target, Failure.UNREACHABLE.because("no route"));
        Asked.answer(withReservation(paysForKeys(PRICED), 10, Uni.createFrom().item(refused)));
        assertThat(dailySpend.today()).isEqualByComparingTo("0");
    }

    @Test
    void a_bug_counts_as_an_attempt_and_comes_through() {
        assertThat(catchThrowable(() -> Asked.answer(withReservation(
                        paysForKeys(PRICED), 10, Uni.createFrom().failure(() -> new IllegalStateException("bug"))))))
                .hasMessage("bug");
        assertThat(dailySpend.today()).isEqualByComparingTo("0.001");
    }

    @Test
    void without_a_price_or_a_longest_answer_nothing_is_sent() {
        HttpProblemException refused = Asked.refusal(withReservation(paysForKeys(), 10, answered));
        assertThat(Asked.told(refused))
                .isEqualTo("422 What m of x can cost is not known, so no daily limit could hold.\n"
                        + "Ask another model, or have price_per_mtok and max_output_tokens set in [models.\"m\"] where this"
                        + " runs.");
        assertThat(Asked.refusal(withReservation(paysForKeys(PRICED), null, answered)))
                .isNotNull();
        assertThat(calls).hasValue(0);
        Asked.answer(withReservation(paysForKeys(PRICED, "max_output_tokens = 10"), null, answered));
    }

    @Test
    void who_is_sent_no_key_sends_no_bill() {
        Asked.answer(withReservation(purse("[providers.x]", "base_url = 'http://x'"), 10, answered));
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers = { api-key = 'a' }", "query = { key = 'a' }", "base_url = 'http://me:a@x'"})
    void a_key_may_stand_elsewhere(String setting) {
        String address = setting.startsWith("base_url") ? "" : "base_url = 'http://x'";
        assertThat(Asked.refusal(withReservation(purse("[providers.x]", address, setting), 10, answered)))
                .isNotNull();
    }

    @Test
    void a_simulator_in_its_place_costs_nothing() {
        Target offline = new Target("x", "m", true);
        CompletionRequest request =
                CompletionRequest.builder().model("m").user("Hello").build();
        Asked.answer(paysForKeys().withReservation(offline, request, () -> answered));
    }

    @Test
    void everything_that_is_sent_counts_as_prompt() {
        String dear = "[models.m]\nprice_per_mtok = { input = 1_000, output = 0 }";
        CompletionRequest request = CompletionRequest.builder()
                .model("m")
                .user("é".repeat(200))
                .maxTokens(1)
                .extra(Map.of("schema", TextNode.valueOf("x".repeat(800))))
                .build();
        HttpProblemException refused =
                Asked.refusal(paysForKeys("max_retries = 0", dear).withReservation(target, request, () -> answered));
        assertThat(refused.problem().detail()).startsWith("This can cost up to $1.3");
    }
}
