package dev.keyturn.intake;

import com.sun.net.httpserver.HttpServer;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** A forge that signs what it sends, and serves its public key as GitHub and GitLab do. */
final class TestingForge implements AutoCloseable {
    private final HttpServer http;
    private final KeyPair keys = p256();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile int status = 200;

    TestingForge() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/keys", exchange -> {
            reads.incrementAndGet();
            byte[] body = ("{\"public_keys\":[{\"key_identifier\":\"k1\",\"key\":\"" + pem()
                            + "\",\"is_current\":true}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        http.start();
    }

    static KeyPair p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String keysAddress() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/keys";
    }

    int reads() {
        return reads.get();
    }

    void answer(int next) {
        status = next;
    }

    private String pem() {
        return "-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()) + "\\n-----END PUBLIC KEY-----\\n";
    }

    String sign(String body) {
        return sign(keys, body);
    }

    static String sign(KeyPair keys, String body) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(body.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer report(TestingServer server, String body) {
        return report(server, body, "k1", sign(body));
    }

    static Answer report(TestingServer server, String body, String identifier, String signature) {
        return server.send(
                "POST",
                "/v1/intake/github/secret-scanning",
                null,
                body,
                "Github-Public-Key-Identifier",
                identifier,
                "Github-Public-Key-Signature",
                signature);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
