package org.llmtestbench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link between pages has an existing file and heading as its target. */
class LinksTest {
    static List<MarkdownPage> pages() {
        return MarkdownPage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_relative_link_has_an_existing_file_and_heading(MarkdownPage page) {
        assertThat(page.links().stream()
                        .filter(link -> !link.matches("(https?|mailto):.*"))
                        .filter(link -> !isValid(page, link)))
                .isEmpty();
    }

    private static boolean isValid(MarkdownPage page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || MarkdownPage.read(target.toString()).anchors().contains(parts[1]));
    }

    @Test
    void every_page_of_docs_can_be_reached_from_the_readme() {
        List<String> links = MarkdownPage.read("README.md").links();
        Stream<String> pages = MarkdownPage.all().stream()
                .map(page -> page.file().toString())
                .filter(page -> !page.equals("README.md"));

        assertThat(pages).isNotEmpty().allSatisfy(page -> assertThat(links).contains(page));
    }

    @Test
    void the_readme_is_short_and_starts_with_the_setup_commands() {
        MarkdownPage readme = MarkdownPage.read("README.md");

        assertThat(readme.lines()).hasSizeLessThanOrEqualTo(150);
        assertThat(readme.codeBlocks().get(0).lines()).hasSize(2).last().isEqualTo("mvn verify");
    }
}
