package dev.keyturn.tenant;

import dev.keyturn.problem.ProblemException;
import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses as people sign in with them: trimmed, in lower case. */
public final class Email {
    private static final Pattern SHAPE = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,190}");

    private Email() {}

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * An address as it is kept.
     *
     * @throws ProblemException if it is no address
     */
    public static String checked(String email) {
        String normal = normal(email);
        if (!SHAPE.matcher(normal).matches()) {
            throw ProblemException.invalid("'email' is no e-mail address, such as owner@example.com.");
        }
        return normal;
    }
}
