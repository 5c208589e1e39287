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
 * Who the simulator is over TLS. Its private key is in every copy of the program and proves nothing: only a call that
 * was told to trust it, a rehearsal, does.
 */
final class TestCertificate {
    private static final String FILE = "identity.p12";
    private static final String NAME = "rehearsal";
    private static final byte[] STORE = read();

    private TestCertificate() {}

    static PfxOptions keys() {
        return new PfxOptions().setValue(Buffer.buffer(STORE)).setPassword(NAME);
    }

    /** Its certificate as PEM. */
    static String certificate() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(STORE), NAME.toCharArray());
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(store.getCertificate(NAME).getEncoded());
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
