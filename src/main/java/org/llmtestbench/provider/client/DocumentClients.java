package org.llmtestbench.provider.client;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Makes clients for documents, which share the event loops of the application. */
@Singleton
public class DocumentClients {
    private final Vertx vertx;

    DocumentClients(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * A client that takes proxies from the environment.
     *
     * @param caKey the setting that names the file
     * @param caFile certificates to trust besides those that the JVM knows; null for none
     */
    public DocumentClient trusting(String caKey, Path caFile) {
        return new DocumentClient(vertx, System::getenv, caKey, caFile);
    }
}
