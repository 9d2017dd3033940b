package dev.keyturn.delivery.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Authorities in a PEM file, as what TLS trusts. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /** @throws IllegalArgumentException with words for a person if the file holds no certificate or cannot be read */
    static TrustManager[] in(Path pem) {
        try (InputStream input = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(input);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("there is no certificate in " + pem);
            }
            return trusting(certificates);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file with Vault's authorities cannot be read: " + pem, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the file with Vault's authorities is not PEM: " + pem, e);
        }
    }

    private static TrustManager[] trusting(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("authority" + count++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }
}
