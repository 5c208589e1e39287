package org.llmtestbench.cli;

import io.quarkus.runtime.Quarkus;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the HTTP function as a server for other programs. */
@Command(
        name = "serve",
        description = "Runs the HTTP function as a server for other programs.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "GET /q/openapi describes the API. After SIGTERM or Ctrl-C, calls in progress can",
            "finish within the grace period (grace = \"30s\"); then they end with an error.",
            "",
            "Examples:",
            "  llm-test-bench serve --port 0 --offline",
            "  LLM_TEST_BENCH_TOKENS_FILE=tokens llm-test-bench serve",
            "  LLM_TEST_BENCH_AUTH=none llm-test-bench serve     # only for this machine",
            "  curl -N localhost:8080/v1/completions -H 'content-type: application/json' \\",
            "      -d '{\"provider\":\"openai\",\"prompt\":\"Hello\",\"stream\":true}'"
        })
final class ServeCommand implements ApplicationCommand {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on; 127.0.0.1 unless configured.")
    private String host;

    @Option(names = "--port", paramLabel = "N", description = "8080 unless configured; 0: any free port.")
    private String port;

    @Option(names = "--offline", description = "Simulates all providers: no key, no network.")
    private boolean offline;

    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Override
    public int run(CliApplication application) {
        URI address = application.server().start(flags(), offline);
        StandardStreams.out().println(address.toString());
        StandardStreams.err().println("Accepts requests until interrupted" + (offline ? ", offline" : "") + ". Try:");
        StandardStreams.err()
                .println("  curl -N " + address + "/v1/completions -H 'content-type: application/json' \\\n"
                        + "      -d '{\"provider\":\"openai\",\"prompt\":\"Hello\",\"stream\":true}'");
        Quarkus.waitForExit();
        return 0;
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        if (host != null) {
            flags.put("host", host);
        }
        if (port != null) {
            flags.put("port", port);
        }
        return flags;
    }

    @Override
    public String configFile() {
        return config.file();
    }
}
