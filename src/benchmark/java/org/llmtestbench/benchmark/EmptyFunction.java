package org.llmtestbench.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The least that anybody has: Quarkus' Lambda extension, its REST client, and a handler that does nothing. */
final class EmptyFunction {
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>empty</groupId>
              <artifactId>empty</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencyManagement><dependencies><dependency>
                <groupId>io.quarkus.platform</groupId><artifactId>quarkus-bom</artifactId>
                <version>%1$s</version><type>pom</type><scope>import</scope>
              </dependency></dependencies></dependencyManagement>
              <dependencies>
                <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-amazon-lambda</artifactId></dependency>
                <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest-client-jackson</artifactId></dependency>
              </dependencies>
              <build><plugins>
                <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
                <plugin><groupId>io.quarkus</groupId><artifactId>quarkus-maven-plugin</artifactId><version>%1$s</version>
                  <extensions>true</extensions>
                  <executions><execution><goals><goal>build</goal><goal>generate-code</goal></goals></execution></executions>
                </plugin>
              </plugins></build>
            </project>
            """;
    private static final String HANDLER = """
            package empty;

            public class Handler implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {
                @Override
                public void handleRequest(java.io.InputStream in, java.io.OutputStream out,
                        com.amazonaws.services.lambda.runtime.Context context) throws java.io.IOException {
                    in.transferTo(out);
                }
            }
            """;

    private EmptyFunction() {}

    /** Builds it below this folder with the Maven and the Quarkus that built us, and returns its zip. */
    static Path built(Path folder) {
        try {
            Path code = Files.createDirectories(folder.resolve("src/main/java/empty"));
            Files.writeString(folder.resolve("pom.xml"), POM.formatted(System.getProperty("quarkus.version")));
            Files.writeString(code.resolve("Handler.java"), HANDLER);
            Process maven = new ProcessBuilder(
                            Path.of(System.getProperty("maven.home"), "bin", "mvn")
                                    .toString(),
                            "-q",
                            "-B",
                            "package")
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            if (maven.waitFor() != 0) {
                throw new IllegalStateException("The empty function can't be built.");
            }
            return folder.resolve("target/function.zip");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
