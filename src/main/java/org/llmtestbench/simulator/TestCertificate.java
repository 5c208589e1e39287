package org.llmtestbench.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * The TLS certificate of the simulator. Its private key is in every copy of the program and proves nothing. Only
 * warm-up calls trust it, because their settings name it as the CA file.
 */
final class TestCertificate {
    private static final String FILE = "identity.p12";
    /** The alias and the password of the key store. */
    private static final String ALIAS = "rehearsal";

    private static final byte[] STORE = read();

    private TestCertificate() {}

    static PfxOptions keys() {
        return new PfxOptions().setValue(Buffer.buffer(STORE)).setPassword(ALIAS);
    }

    /** The certificate as PEM. */
    static String certificate() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(STORE), ALIAS.toCharArray());
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(store.getCertificate(ALIAS).getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read() {
        try (InputStream in = TestCertificate.class.getResourceAsStream(FILE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
