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

/** The content of the Lambda zip. */
class FunctionZipIT {
    /** The maximum size of a direct upload to Lambda. */
    private static final long MAX_BYTES = 50L << 20;

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
    void it_has_no_duplicate_files() throws IOException {
        assertThat(entries()).doesNotHaveDuplicates();
    }

    @Test
    void it_contains_the_lambda_extension_but_no_server_or_test_libraries() throws IOException {
        assertThat(entries())
                .anyMatch(name -> name.matches("lib/io\\.quarkus\\.quarkus-amazon-lambda-\\d.*\\.jar"))
                .noneMatch(name ->
                        name.matches(".*(quarkus-(vertx-http|rest-3|junit)|junit-jupiter|wiremock|event-server).*"));
        assertThat(Files.size(FunctionProcess.zip())).isLessThan(MAX_BYTES);
    }

    @Test
    void bootstrap_is_executable() throws IOException {
        try (FileSystem zip =
                FileSystems.newFileSystem(FunctionProcess.zip(), Map.of("enablePosixFileAttributes", true))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip.getPath("/bootstrap"))))
                    .isEqualTo("rwxr-xr-x");
        }
    }
}
