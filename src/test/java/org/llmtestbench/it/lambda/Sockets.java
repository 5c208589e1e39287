package org.llmtestbench.it.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP connections of a process, read from {@code /proc}. */
final class Sockets {
    private static final String ESTABLISHED = "01";

    private Sockets() {}

    /** The remote addresses of all established connections. */
    static List<String> ofProcess(long pid) {
        try {
            Set<String> own = new HashSet<>();
            try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    own.add(Files.readSymbolicLink(file).toString());
                }
            }
            List<String> open = new ArrayList<>();
            for (String table : List.of("tcp", "tcp6")) {
                Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table)).stream()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(line -> line.length > 9
                                && line[3].equals(ESTABLISHED)
                                && own.contains("socket:[" + line[9] + "]"))
                        .forEach(line -> open.add(line[2]));
            }
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
