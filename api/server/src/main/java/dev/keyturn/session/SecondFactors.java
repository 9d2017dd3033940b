package dev.keyturn.session;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.secret.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Codes by time (RFC 6238) as a second factor. A code of this half minute, the one before or the one after is good, and
 * none twice. Recovery codes stand in for it, once each.
 */
public final class SecondFactors {
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_CODES = 8;
    private static final int RECOVERY_BYTES = 10;
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactors(JdbcClient jdbc, Sealing sealing, Clock clock) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** Whether a person's sign-in takes a code. */
    public boolean isOn(UUID personId) {
        return jdbc.sql("SELECT totp_confirmed_at IS NOT NULL FROM person WHERE id = :person")
                .param("person", personId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * A new secret, which counts once it is confirmed.
     *
     * @return in base32
     * @throws ProblemException 409 if there is one that counts
     */
    public Secret begin(UUID personId) {
        Secret secret = random(SECRET_BYTES);
        int begun = jdbc.sql("UPDATE person SET totp = :sealed WHERE id = :person AND totp_confirmed_at IS NULL")
                .param("sealed", sealing.seal(secret, purpose(personId)))
                .param("person", personId)
                .update();
        if (begun == 0) {
            throw ProblemException.of(
                    ProblemCode.NOT_NOW, "You have a second factor already. Remove it first to set up another.");
        }
        return secret;
    }

    /**
     * Has the new secret count, in the caller's transaction.
     *
     * @return recovery codes, shown once
     * @throws ProblemException 401 if the code is none of it
     */
    public List<Secret> confirm(UUID personId, String code) {
        if (isOn(personId) || !isCode(personId, code)) {
            throw wrongCode();
        }
        jdbc.sql("UPDATE person SET totp_confirmed_at = clock_timestamp() WHERE id = :person")
                .param("person", personId)
                .update();
        jdbc.sql("DELETE FROM recovery_code WHERE person_id = :person")
                .param("person", personId)
                .update();
        return Stream.generate(() -> keep(personId, random(RECOVERY_BYTES)))
                .limit(RECOVERY_CODES)
                .toList();
    }

    /** Takes the second factor away. */
    public void remove(UUID personId) {
        jdbc.sql("""
                        WITH gone AS (DELETE FROM recovery_code WHERE person_id = :person)
                        UPDATE person SET totp = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = :person
                        """).param("person", personId).update();
    }

    /** Whether a code is good for a person, who then cannot use it again. */
    public boolean passes(UUID personId, String code) {
        String plain = code.replace(" ", "").replace("-", "").toUpperCase(Locale.ROOT);
        return plain.length() == CODES.getPasswordLength() ? isCode(personId, plain) : isRecoveryCode(personId, plain);
    }

    static ProblemException wrongCode() {
        return ProblemException.of(
                ProblemCode.INVALID_CREDENTIALS, "The code is wrong, or was used already. Take the next one.");
    }

    private boolean isRecoveryCode(UUID personId, String code) {
        return jdbc.sql("DELETE FROM recovery_code WHERE person_id = :person AND hash = :hash")
                        .param("person", personId)
                        .param("hash", Fingerprint.of(code).bytes())
                        .update()
                == 1;
    }

    private boolean isCode(UUID personId, String code) {
        Optional<byte[]> sealed = jdbc.sql("SELECT totp FROM person WHERE id = :person AND totp IS NOT NULL")
                .param("person", personId)
                .query(byte[].class)
                .optional();
        OptionalLong step = sealed.map(secret -> step(sealing.open(secret, purpose(personId)), code))
                .orElse(OptionalLong.empty());
        return step.isPresent()
                && jdbc.sql("""
                                UPDATE person SET totp_last_step = :step
                                WHERE id = :person AND coalesce(totp_last_step, -1) < :step
                                """)
                                .param("step", step.getAsLong())
                                .param("person", personId)
                                .update()
                        == 1;
    }

    /** The half minute that a code is of, if it is of one about now. */
    @RevealsPlaintext("codes are computed from it")
    private OptionalLong step(Secret secret, String code) {
        SecretKeySpec key = new SecretKeySpec(Base32.decode(secret.reveal()), CODES.getAlgorithm());
        long length = CODES.getTimeStep().toSeconds();
        long now = clock.instant().getEpochSecond() / length;
        return LongStream.rangeClosed(now - 1, now + 1)
                .filter(step -> MessageDigest.isEqual(
                        code(key, Instant.EPOCH.plus(Duration.ofSeconds(step * length))),
                        code.getBytes(StandardCharsets.UTF_8)))
                .findFirst();
    }

    private static byte[] code(SecretKeySpec key, Instant at) {
        try {
            return CODES.generateOneTimePasswordString(key, at).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("any bytes are a key of HMAC", e);
        }
    }

    @RevealsPlaintext("only its hash is kept")
    private Secret keep(UUID personId, Secret code) {
        jdbc.sql("INSERT INTO recovery_code (person_id, hash) VALUES (:person, :hash)")
                .param("person", personId)
                .param("hash", Fingerprint.of(code.reveal()).bytes())
                .update();
        return code;
    }

    private Secret random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Secret.of(Base32.encode(bytes));
    }

    private static String purpose(UUID personId) {
        return "totp:" + personId;
    }
}
