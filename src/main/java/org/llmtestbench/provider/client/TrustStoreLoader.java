package org.llmtestbench.provider.client;

import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.llmtestbench.provider.InvalidSettingException;
import org.llmtestbench.provider.ProviderSettings;

/** Who may sign a server's certificate: those the JVM trusts, and those of the endpoint's own {@code ca_file}. */
final class TrustStoreLoader {
    private final String key;
    private final Path file;

    private TrustStoreLoader(String key, Path file) {
        this.key = key;
        this.file = file;
    }

    /** Null where the JVM's own are enough; fails when the file is of no use. */
    static TrustOptions of(ProviderSettings settings) {
        boolean tls = settings.usesTls();
        return tls ? of("ca_file", settings.caFile()) : null;
    }

    /**
     * The same for a file that another setting names.
     *
     * @param file null for none
     */
    static TrustOptions of(String key, Path file) {
        return file == null ? null : new TrustStoreLoader(key, file).both();
    }

    private TrustOptions both() {
        Collection<? extends Certificate> own = own();
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (Certificate certificate : own) {
                all.setCertificateEntry("own-" + number++, certificate);
            }
            for (TrustManager known : managers(null)) {
                for (Certificate certificate : ((X509TrustManager) known).getAcceptedIssuers()) {
                    all.setCertificateEntry("known-" + number++, certificate);
                }
            }
            return TrustOptions.wrap(managers(all)[0]);
        } catch (GeneralSecurityException | IOException e) {
            throw (InvalidSettingException)
                    refused("can't be used: " + e.getMessage() + ".", null).initCause(e);
        }
    }

    /** @param store null for the JVM's own */
    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private Collection<? extends Certificate> own() {
        try {
            return certificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (NoSuchFileException missing) {
            throw refused("does not exist.", null);
        } catch (AccessDeniedException denied) {
            throw refused("can't be read: permission denied.", null);
        } catch (IOException e) {
            throw refused("can't be read: " + e.getMessage() + ".", null);
        }
    }

    private Collection<? extends Certificate> certificates(InputStream pem) {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509").generateCertificates(pem);
        } catch (CertificateException unreadable) {
            found = List.of();
        }
        if (found.isEmpty()) {
            throw refused(
                    "holds no certificates that can be read.",
                    "It must be a PEM file: -----BEGIN CERTIFICATE----- and so on, one or more.");
        }
        return found;
    }

    private InvalidSettingException refused(String reason, String hint) {
        return new InvalidSettingException(key, file + " " + reason, hint);
    }
}
