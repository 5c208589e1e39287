package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.suite.CaseJson;

/** Opens the HTML report in Chromium. Skipped if Chromium is not installed; CI fails if it is skipped. */
class HtmlReportTest {
    private static final Path SCREENSHOTS = Path.of("target", "html-report");

    @TempDir
    Path folder;

    private Path chromium;
    private Path page;
    private String errors;

    @BeforeEach
    void open() throws IOException {
        chromium = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(entry -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(entry, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeThat(chromium)
                .as("no Chromium is installed, so the HTML report is not opened in one")
                .isNotNull();
        Files.createDirectories(SCREENSHOTS);
        page = SCREENSHOTS.resolve("report.html");
        ReportContext context = new ReportContext(
                Reports.history(40),
                List.of(
                        "Compared with the last run (2026-11-26T11:39:00Z): 1 newly failing, 1 shifted.",
                        "json-shape[city=Paris] on nano: failed, was passed.",
                        Reports.HOSTILE));
        Reports.write(new ReportTarget(ReportFormat.HTML, page).open(context), "production", Reports.all());
    }

    private String browse(String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--v=0",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        command.addAll(List.of(flags));
        command.add(page.toUri().toString());
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(err)
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("Chromium did not end");
        }
        errors = Files.readString(err.toPath());
        return Files.readString(out.toPath());
    }

    @Test
    void the_table_is_complete_and_hostile_text_is_not_executed() throws Exception {
        String dom = browse("--dump-dom");
        assertThat(errors).doesNotContain("CONSOLE");
        assertThat(dom).contains("<title>production · smoke report</title>").endsWith("</html>\n");
        for (CaseJson each : Reports.all()) {
            assertThat(dom).contains(">" + id(each) + "<");
        }
        assertThat(dom.split("<td><a href=\"#c", -1)).hasSize(Reports.all().length + 1);
        assertThat(dom).doesNotContain("<script", "<img", "pwned'</script>", "<style>*");
        assertThat(dom.split("<details", -1)).hasSize(Reports.all().length + 1);
        assertThat(dom).contains("⟨U+202E⟩gnp.exe").doesNotContain("\u202e");
    }

    @Test
    void the_page_is_readable_in_light_and_dark_mode() throws Exception {
        BufferedImage light = screenshot("light", "--blink-settings=preferredColorScheme=1");
        BufferedImage dark = screenshot("dark", "--blink-settings=preferredColorScheme=0");
        assertThat(brightness(light)).isGreaterThan(200);
        assertThat(brightness(dark)).isLessThan(60);
        assertThat(colours(light)).isGreaterThan(20);
        assertThat(colours(dark)).isGreaterThan(20);
    }

    private BufferedImage screenshot(String name, String scheme) throws Exception {
        Path file = SCREENSHOTS.resolve(name + ".png").toAbsolutePath();
        Files.deleteIfExists(file);
        browse("--screenshot=" + file, "--window-size=1280,2600", scheme);
        return ImageIO.read(file.toFile());
    }

    private static double brightness(BufferedImage image) {
        return pixels(image)
                .map(rgb -> ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3)
                .average()
                .orElseThrow();
    }

    private static long colours(BufferedImage image) {
        return pixels(image).distinct().count();
    }

    private static IntStream pixels(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()));
    }

    /** The id as Chromium writes it in a DOM dump, where quotes in text are not escaped. */
    private static String id(CaseJson result) {
        return HtmlEscaper.escape(TextSanitizer.line(TextSanitizer.truncate(result.id(), 160)))
                .replace("&quot;", "\"")
                .replace("&#39;", "'");
    }
}
