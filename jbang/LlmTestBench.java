///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.quarkus.platform:quarkus-bom:3.32.1@pom
//DEPS org.llmtestbench:llm-test-bench:0.1.0-SNAPSHOT
// one short run, so little compiling and collecting; nothing on stdout but the result
//JAVA_OPTIONS -XX:+IgnoreUnrecognizedVMOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData
//JAVA_OPTIONS -Xlog:disable --add-opens=java.base/java.lang=ALL-UNNAMED
// classes as the first run left them: halves every later start
//CDS

/** The command line without an installation. */
class LlmTestBench {
    public static void main(String... args) {
        org.llmtestbench.LlmTestBench.main(args);
    }
}
