package dev.keyturn.session;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Random tokens of which only SHA-256 is kept; each buys the next pair once. */
final class RefreshTokens {
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    RefreshTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A token that was presented, locked until the transaction ends. */
    record Presented(UUID sessionId, boolean usedBefore) {}

    Secret issue(UUID sessionId) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Secret token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        jdbc.sql("INSERT INTO refresh_token (hash, session_id) VALUES (:hash, :session)")
                .param("hash", hash(token))
                .param("session", sessionId)
                .update();
        return token;
    }

    /** Marks a token as used, and tells whether it was before; empty if there is none such. */
    Optional<Presented> use(Secret token) {
        Optional<Presented> presented = jdbc.sql(
                        "SELECT session_id, used_at IS NOT NULL AS used FROM refresh_token WHERE hash = :hash FOR UPDATE")
                .param("hash", hash(token))
                .query((row, number) -> new Presented(row.getObject("session_id", UUID.class), row.getBoolean("used")))
                .optional();
        jdbc.sql("UPDATE refresh_token SET used_at = coalesce(used_at, now()) WHERE hash = :hash")
                .param("hash", hash(token))
                .update();
        return presented;
    }

    @RevealsPlaintext("only the token's hash is kept")
    private static byte[] hash(Secret token) {
        return Fingerprint.of(token.reveal()).bytes();
    }
}
