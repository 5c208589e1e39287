package org.llmtestbench.torture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key with its own certificate, signed by nobody else, made by the JDK's keytool. */
public record Certificate(Path store) {
    private static final String PASSWORD = "changeit";

    /**
     * The one in this folder for a name.
     *
     * @param name such as {@code dns:localhost} or {@code ip:127.0.0.1}
     */
    public static Certificate of(String name, Path folder) {
        return new Certificate(made(folder.resolve(name.replace(':', '-') + ".p12"), name));
    }

    private static Path made(Path store, String name) {
        if (Files.exists(store)) {
            return store;
        }
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String[] command = {
            keytool,
            "-genkeypair",
            "-alias",
            "own",
            "-keyalg",
            "EC",
            "-dname",
            "CN=own",
            "-ext",
            "san=" + name,
            "-ext",
            "bc:c",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD
        };
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new AssertionError("keytool failed with " + process.exitValue());
            }
            return store;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What a server that shows it needs. */
    public SSLContext context() {
        try (InputStream file = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
