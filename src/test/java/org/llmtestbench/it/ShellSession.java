package org.llmtestbench.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A shell session in which {@code llm-test-bench} is the packaged program. Servers of the session listen on free ports;
 * commands and outputs contain the default ports instead.
 */
final class ShellSession {
    private static final long TIME_LIMIT_SECONDS = 180;
    private static final String HOME = "/home/me";
    private static final String MARK = "=== end of command, code ";

    private final Path tools;
    private final Path home;
    private final String simulator;
    private final StringBuilder script = new StringBuilder();

    /**
     * The result of one command.
     *
     * @param output the lines of stdout and stderr in the order of writing
     */
    record Result(int exitCode, List<String> output) {}

    /**
     * Creates a session.
     *
     * @param folder an empty folder
     * @param simulator the base URL of a simulator, which answers for OpenAI and Anthropic
     */
    ShellSession(Path folder, String simulator) throws IOException {
        this.home = Files.createDirectories(folder.resolve("home"));
        this.tools = Files.createDirectories(folder.resolve("tools"));
        this.simulator = simulator;
        script.append("""
                exec 2>&1 </dev/null
                trap 'kill $(jobs -p) 2>/dev/null' EXIT
                served=http://localhost:8080
                simulated=http://localhost:8089
                program() {
                    "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$PROGRAM" "$@"
                }
                llm-test-bench() {
                    local args=("${@//http:\\/\\/localhost:8080/$served}")
                    args=("${args[@]//http:\\/\\/localhost:8089/$simulated}")
                    case "$1 $* " in
                    "serve "* | "simulate "*)
                        exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$PROGRAM" "$@" --port 0 \\
                            >"$TOOLS/address" 2>"$TOOLS/server.log" ;;
                    *" --offline "* | *" --dry-run "* | config* | providers*)
                        program "${args[@]}" ;;
                    *" local "*)
                        LLM_TEST_BENCH_PROVIDERS_LOCAL_BASE_URL=$simulated/v1 program "${args[@]}" ;;
                    *)
                        LLM_TEST_BENCH_PROVIDERS_OPENAI_BASE_URL=$SIMULATOR \\
                        LLM_TEST_BENCH_PROVIDERS_ANTHROPIC_BASE_URL=$SIMULATOR \\
                        LLM_TEST_BENCH_PROVIDERS_SIMULATOR_BASE_URL=$simulated/v1 \\
                        program "${args[@]}" ;;
                    esac
                }
                curl() {
                    local args=("${@//localhost:8080/${served#http://}}")
                    command curl --silent --show-error "${args[@]//localhost:8089/${simulated#http://}}"
                }
                # the first line of a server is its address; a pipe waits for it
                started() {
                    local address
                    read -r address <"$TOOLS/address" || { cat "$TOOLS/server.log"; return 1; }
                    case "$1" in
                    *simulate*) simulated=${address%/v1}; echo "$simulated" >"$TOOLS/simulated" ;;
                    *) served=${address##* }; echo "$served" >"$TOOLS/served" ;;
                    esac
                }
                """);
    }

    /** Writes a file of the session's folder before the commands that follow. */
    void file(String name, List<String> lines) {
        script.append("mkdir -p \"$(dirname '").append(name).append("')\"\n");
        script.append("cat >'").append(name).append("' <<'END OF FILE'\n");
        lines.forEach(line -> script.append(line).append('\n'));
        script.append("END OF FILE\n(exit 0)\n");
    }

    /** Adds a command. */
    void command(String command) {
        boolean isServer = command.matches("(?s).*\\b(serve|simulate)\\b.*&\\s*(#.*)?");
        if (isServer) {
            script.append("rm -f \"$TOOLS/address\"; mkfifo \"$TOOLS/address\"\n");
        }
        script.append(command).append('\n');
        if (isServer) {
            script.append("started '").append(command.replace("'", "")).append("'\n");
        }
        script.append("code=$?; printf '\\n").append(MARK).append("%s\\n' $code; (exit $code)\n");
    }

    /** Runs all commands; each has a result. */
    List<Result> run() throws IOException, InterruptedException {
        Path output = tools.resolve("output");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script.toString());
        bash.directory(home.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TOOLS", tools.toString());
        environment.put("SIMULATOR", simulator);
        environment.put("PROGRAM", System.getProperty("program"));
        environment.put(
                "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        bash.environment().clear();
        bash.environment().putAll(environment);
        Process process = bash.start();
        if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return results(Files.readString(output, StandardCharsets.UTF_8));
    }

    private List<Result> results(String output) {
        List<Result> results = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : documented(output).lines().toList()) {
            if (line.startsWith(MARK)) {
                int end = lines.size();
                while (end > 0 && lines.get(end - 1).isEmpty()) {
                    end--;
                }
                results.add(new Result(
                        Integer.parseInt(line.substring(MARK.length())), List.copyOf(lines.subList(0, end))));
                lines.clear();
            } else {
                lines.add(line);
            }
        }
        return results;
    }

    /** Replaces addresses and folders with those of the documentation. */
    private String documented(String output) {
        return output.replace(address("simulated", "no simulator"), "http://127.0.0.1:8089")
                .replace(address("served", "no server"), "http://127.0.0.1:8080")
                .replace(simulator, "https://api.example.com/v1")
                .replace(home.toString(), HOME);
    }

    private String address(String name, String none) {
        try {
            Path file = tools.resolve(name);
            return Files.exists(file) ? Files.readString(file).strip() : none;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
