package dev.keyturn.session;

import dev.keyturn.problem.ProblemException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Slows down guessing. An attempt counts before its password is looked at, so that many at a time count as well, and is
 * forgotten when it succeeds. Counted by e-mail and network together (strict), by network, and by e-mail (generous, so
 * that nobody can lock out somebody else with little effort); on every replica alike.
 */
final class SignInThrottle {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int FOR_BOTH = 10;
    private static final int FOR_NETWORK = 100;
    private static final int FOR_EMAIL = 200;

    private final JdbcClient jdbc;

    SignInThrottle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Limit(String subject, int attempts) {}

    /** @throws ProblemException 429 if there were too many */
    void count(String email, InetAddress address) {
        forgetOld();
        for (Limit limit : limits(email, address)) {
            jdbc.sql("INSERT INTO sign_in_attempt (subject) VALUES (:subject)")
                    .param("subject", limit.subject)
                    .update();
            int attempts = jdbc.sql("SELECT count(*) FROM sign_in_attempt WHERE subject = :subject")
                    .param("subject", limit.subject)
                    .query(Integer.class)
                    .single();
            if (attempts > limit.attempts) {
                throw ProblemException.throttled(
                        "There were too many attempts to sign in. Wait " + WINDOW.toMinutes()
                                + " minutes and try again.",
                        WINDOW);
            }
        }
    }

    void succeeded(String email, InetAddress address) {
        String both = limits(email, address).get(0).subject;
        jdbc.sql("DELETE FROM sign_in_attempt WHERE subject = :subject")
                .param("subject", both)
                .update();
    }

    private void forgetOld() {
        jdbc.sql("DELETE FROM sign_in_attempt WHERE at < clock_timestamp() - make_interval(secs => :seconds)")
                .param("seconds", WINDOW.toSeconds())
                .update();
    }

    private static List<Limit> limits(String email, InetAddress address) {
        String person = "e-mail " + email.strip().toLowerCase(Locale.ROOT);
        String network = "network " + network(address);
        return List.of(
                new Limit(person + " " + network, FOR_BOTH),
                new Limit(network, FOR_NETWORK),
                new Limit(person, FOR_EMAIL));
    }

    /** Addresses of one /24 or /48 are taken for one client's. */
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        int kept = address instanceof Inet4Address ? 3 : 6;
        return Arrays.toString(Arrays.copyOf(bytes, kept));
    }
}
