package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraParamsTest {
    private static JsonNode value(String text) {
        return ExtraParams.read(List.of("k=" + text)).get("k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42 Main Street",
                "{\"a\":1} x",
                "{\"a\":1}{\"a\":2}",
                "[1],",
                "[1] [2]",
                "1 2",
                "1,2",
                "true story",
                "null and void",
                "\"a\" and \"b\"",
                "\"a\"b",
                "007",
                "-01",
                "+5",
                ".5",
                "5.",
                "1e",
                "0x10",
                "1_000",
                "NaN",
                "Infinity",
                "nul",
                "True",
                "2026-11-30",
                "10.0.0.1",
                "50%",
                "{a:1}",
                "{\"a\":1",
                "[1,]",
                "'a'",
                "\"a",
                "// 1",
                "1 // one",
                "1 /* one */",
                "-",
                "",
                " ",
                "a=b=c"
            })
    void a_value_that_is_not_completely_json_is_a_text(String text) {
        assertThat(value(text).isTextual()).isTrue();
        assertThat(value(text).textValue()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "-1",
                "0",
                "0.25",
                "1e3",
                "true",
                "false",
                "null",
                "\"42\"",
                "[]",
                "{}",
                "[1,\"a\",{\"b\":[null]}]",
                "{\"type\": \"json_object\"}"
            })
    void a_value_that_is_completely_json_is_sent_as_json(String text) throws JsonProcessingException {
        assertThat(value(text).toString())
                .isEqualTo(new ObjectMapper().readTree(text).toString().replace("1000.0", "1E+3"));
        assertThat(value(" " + text + "\n").toString()).isEqualTo(value(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012345678901234567890, 123456789012345678901234567890",
        "0.12345678901234567890123, 0.12345678901234567890123",
        "1e400, 1E+400"
    })
    void a_number_keeps_all_its_digits(String text, String sent) {
        assertThat(value(text).toString()).isEqualTo(sent);
    }
}
