///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.quarkus.platform:quarkus-bom:3.32.1@pom
//DEPS org.llmtestbench:llm-test-bench:0.1.0-SNAPSHOT
// for one short run: C1 only and the serial collector; no JVM messages on stdout
//JAVA_OPTIONS -XX:+IgnoreUnrecognizedVMOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData
//JAVA_OPTIONS -Xlog:disable --add-opens=java.base/java.lang=ALL-UNNAMED
// a class archive, created by the first run: halves the start-up time of later runs
//CDS

/** Runs the command line without an installation. */
class LlmTestBench {
    public static void main(String... args) {
        org.llmtestbench.LlmTestBench.main(args);
    }
}
