package org.llmtestbench.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.provider.Provider.TokenCount;

class TokenizerTest {
    private static final EncodingRegistry PUBLISHED = Encodings.newLazyEncodingRegistry();
    private static final String KOREAN = "안녕하세요 세계";

    @ParameterizedTest
    @CsvSource({
        "gpt-4, cl100k_base, true, true",
        "gpt-3.5-turbo, , true, true",
        "gpt-4.1, , false, true",
        "gpt-4o, o200k_base, false, true",
        "gpt-oss-20b, o200k_harmony, false, true",
        "o3-mini, , false, true",
        "gpt-6-luna, o200k_base_assumed_unverified, false, false",
        "llama3, , false, false",
    })
    void each_model_has_its_own_encoding(String model, String encoding, boolean older, boolean exact) {
        long expected = Tokenizer.count(KOREAN, older ? "cl100k_base" : "o200k_base", "")
                .tokens();
        assertThat(Tokenizer.count(KOREAN, encoding, model)).isEqualTo(new TokenCount(expected, exact));
    }

    @Test
    void the_two_encodings_differ() {
        assertThat(Tokenizer.count(KOREAN, "o200k_base", "").tokens())
                .isLessThan(Tokenizer.count(KOREAN, "cl100k_base", "").tokens());
    }

    @Test
    void well_known_counts() {
        assertThat(Tokenizer.count("tiktoken is great!", "cl100k_base", "")).isEqualTo(new TokenCount(6, true));
        assertThat(Tokenizer.count("Hello world", "o200k_base", "")).isEqualTo(new TokenCount(2, true));
        assertThat(Tokenizer.count("", "o200k_base", "")).isEqualTo(new TokenCount(0, true));
    }

    /** The reference is the vendor's published encodings. */
    @ParameterizedTest
    @CsvSource({"O200K_BASE, o200k_base", "CL100K_BASE, cl100k_base"})
    void counts_equal_those_of_the_published_encodings(EncodingType type, String name) {
        for (String text :
                List.of("👍🏽 emoji 👨‍👩‍👧", KOREAN, "int i = 0;\n\n\treturn i++;", "naïve café", "a".repeat(999))) {
            int reference = PUBLISHED.getEncoding(type).encodeOrdinary(text).size();
            assertThat(Tokenizer.count(text, name, "")).isEqualTo(new TokenCount(reference, true));
        }
    }

    @Test
    void special_tokens_in_a_text_are_counted_as_text() {
        assertThat(Tokenizer.count("a <|endoftext|> b", "o200k_base", "").tokens())
                .isGreaterThan(4);
    }

    @Test
    void a_megabyte_of_one_letter_is_counted_in_bounded_time() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(Tokenizer.count("a".repeat(1 << 20), "o200k_base", "")
                                .tokens())
                        .isBetween(1000L, 1L << 20));
    }
}
