package dev.keyturn.tenant;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Hashes passwords by argon2id with OWASP's parameters: 19 MiB, two passes, one lane. */
final class Passwords {
    private static final int MIN_LENGTH = 12;
    private static final int MAX_LENGTH = 256;
    private static final int AT_A_TIME = 8;

    /** A hash that no password has. */
    private static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore memory = new Semaphore(AT_A_TIME);

    /**
     * The hash of a new password.
     *
     * @throws ProblemException if it is too short or too long
     */
    @RevealsPlaintext("hashes the password")
    String hash(Secret password) {
        int length = password.reveal().length();
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw ProblemException.invalid(
                    "A password has " + MIN_LENGTH + " to " + MAX_LENGTH + " characters. Choose another.");
        }
        return argon2.encode(password.reveal());
    }

    /** Whether a password fits a hash; takes as long if there is no hash. */
    @RevealsPlaintext("compares the password with its hash")
    boolean matches(Secret password, @Nullable String hash) {
        if (password.reveal().length() > MAX_LENGTH) {
            return false;
        }
        memory.acquireUninterruptibly();
        try {
            boolean fits = argon2.matches(password.reveal(), hash == null ? NOBODYS : hash);
            return fits && hash != null;
        } finally {
            memory.release();
        }
    }
}
