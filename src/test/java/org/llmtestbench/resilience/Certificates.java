package org.llmtestbench.resilience;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority that nobody knows, and servers whose certificates it signs. Made by the JDK's keytool. */
public final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private int made;

    /** A new authority. */
    public Certificates(Path folder) {
        this.folder = folder;
        make("authority", "-dname", "CN=Corp Authority", "-ext", "bc:c");
    }

    /** The authority's own certificate, as its users get it. */
    public Path authority() {
        try {
            byte[] certificate = store().getCertificate("authority").getEncoded();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            return Files.writeString(
                    folder.resolve("corp-ca.pem"),
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A server.
     *
     * @param names what it is the certificate of, such as {@code dns:api.corp.test,ip:127.0.0.1}
     */
    public SSLContext server(String names) {
        return signed(names);
    }

    /** The same for a server of Vert.x. */
    PfxOptions vertx(String names) {
        String alias = make(next(), "-signer", "authority", "-dname", "CN=Server", "-ext", "san=" + names);
        return new PfxOptions()
                .setPath(file().toString())
                .setPassword(new String(PASSWORD))
                .setAlias(alias);
    }

    /** A server whose certificate ended yesterday. */
    public SSLContext expired(String names) {
        return signed(names, "-startdate", "-9d", "-validity", "8");
    }

    /** A server whose certificate begins next week. */
    public SSLContext early(String names) {
        return signed(names, "-startdate", "+7d");
    }

    /** A server that signed for itself. */
    public SSLContext selfSigned(String names) {
        return context(make(next(), "-dname", "CN=Self", "-ext", "san=" + names));
    }

    private SSLContext signed(String names, String... validity) {
        List<String> options =
                new ArrayList<>(List.of("-signer", "authority", "-dname", "CN=Server", "-ext", "san=" + names));
        options.addAll(List.of(validity));
        return context(make(next(), options.toArray(String[]::new)));
    }

    private String next() {
        return "server" + ++made;
    }

    private String make(String alias, String... rest) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-keystore",
                file().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(rest));
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            return alias;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file() {
        return folder.resolve("keys.p12");
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file())) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private SSLContext context(String alias) {
        try {
            KeyStore all = store();
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(one, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
