package org.llmtestbench.it.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is in the zip that AWS gets. */
class FunctionZipIT {
    /** What Lambda takes without a bucket in between. */
    private static final long MOST_BYTES = 50L << 20;

    private static List<String> entries() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(FunctionProcess.zip()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }

    @Test
    void no_file_is_in_it_twice() throws IOException {
        assertThat(entries()).doesNotHaveDuplicates();
    }

    @Test
    void it_holds_the_extension_and_neither_a_server_s_nor_a_test_s() throws IOException {
        assertThat(entries())
                .anyMatch(name -> name.matches("lib/io\\.quarkus\\.quarkus-amazon-lambda-\\d.*\\.jar"))
                .noneMatch(name ->
                        name.matches(".*(quarkus-(vertx-http|rest-3|junit)|junit-jupiter|wiremock|event-server).*"));
        assertThat(Files.size(FunctionProcess.zip())).isLessThan(MOST_BYTES);
    }

    @Test
    void bootstrap_may_be_run() throws IOException {
        try (FileSystem zip =
                FileSystems.newFileSystem(FunctionProcess.zip(), Map.of("enablePosixFileAttributes", true))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip.getPath("/bootstrap"))))
                    .isEqualTo("rwxr-xr-x");
        }
    }
}
