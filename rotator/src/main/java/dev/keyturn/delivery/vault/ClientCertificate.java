package dev.keyturn.delivery.vault;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** A certificate and its private key, from PEM, as what TLS shows. */
final class ClientCertificate {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private ClientCertificate() {}

    /** What a handshake shows, or nothing if there is not a certificate and an unencrypted PKCS#8 key. */
    @RevealsPlaintext("the private key signs the handshake")
    static Optional<KeyManager[]> in(Secret pem) {
        try {
            return managers(pem.reveal());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<KeyManager[]> managers(String pem) throws GeneralSecurityException, IOException {
        Matcher key = KEY.matcher(pem);
        Certificate[] chain = chain(pem);
        if (!key.find() || chain.length == 0) {
            return Optional.empty();
        }
        char[] none = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("rotator", privateKey(Base64.getMimeDecoder().decode(key.group(1))), none, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return Optional.of(factory.getKeyManagers());
    }

    private static Certificate[] chain(String pem) throws GeneralSecurityException {
        StringBuilder certificates = new StringBuilder();
        CERTIFICATE
                .matcher(pem)
                .results()
                .forEach(found -> certificates.append(found.group()).append('\n'));
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(certificates.toString().getBytes(StandardCharsets.US_ASCII)))
                .toArray(Certificate[]::new);
    }

    private static PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // a key of another algorithm
            }
        }
        throw new InvalidKeySpecException("no key of " + ALGORITHMS);
    }
}
