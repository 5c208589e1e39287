package org.llmtestbench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference tables in the documentation match the code. */
class ReferenceTest {
    private static final String HOW_TO = "To update the pages: mvn test -Dtest=ReferenceTest -Ddocs.update";

    static Stream<Arguments> sections() {
        return MarkdownPage.all().stream()
                .flatMap(page -> page.generatedSections().stream()
                        .map(name -> Arguments.of(page.file().toString(), name)));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void a_generated_section_is_up_to_date_and_complete(String file, String name) {
        MarkdownPage page = MarkdownPage.read(file);
        List<String> expected = ReferenceSections.lines(name, page.section(name));
        if (MarkdownPage.UPDATE && !page.section(name).equals(expected)) {
            page.replaceSection(name, expected);
            page.write();
        }

        assertThat(page.section(name))
                .as("%s, section '%s'. %s", file, name, HOW_TO)
                .isEqualTo(expected);
        assertThat(page.section(name))
                .as("%s, section '%s': rows without a text", file, name)
                .noneMatch(line -> line.contains(ReferenceSections.MISSING));
    }
}
