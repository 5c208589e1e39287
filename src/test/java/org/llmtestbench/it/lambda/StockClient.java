package org.llmtestbench.it.lambda;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The command line of AWS's own runtime interface client, as a managed runtime starts it. */
public final class StockClient {
    /** The handler of Quarkus, which calls ours. */
    public static final String HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private StockClient() {}

    /** The arguments after {@code java} and its options. */
    public static List<String> arguments(Path task) {
        String classPath = String.join(
                ":",
                jar(MAIN),
                jar("com.amazonaws.services.lambda.runtime.serialization.PojoSerializer"),
                jar("software.amazon.awssdk.utilslite.SdkInternalThreadLocal"),
                task.toString(),
                task + "/lib/*");
        return List.of("-cp", classPath, MAIN, HANDLER);
    }

    private static String jar(String type) {
        try {
            return Path.of(Class.forName(type, false, StockClient.class.getClassLoader())
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
