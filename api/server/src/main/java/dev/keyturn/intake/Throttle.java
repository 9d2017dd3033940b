package dev.keyturn.intake;

import dev.keyturn.caller.Network;
import dev.keyturn.problem.ProblemException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many requests a network may make within an hour where nobody signs in, on all replicas together. */
final class Throttle {
    private final JdbcClient jdbc;
    private final int perHour;

    Throttle(JdbcClient jdbc, int perHour) {
        this.jdbc = jdbc;
        this.perHour = perHour;
    }

    /** @throws ProblemException 429 if there were too many */
    void count(InetAddress address) {
        int count = jdbc.sql("""
                        INSERT INTO intake_count (subject, hour, count)
                        VALUES (:subject, date_trunc('hour', clock_timestamp()), 1)
                        ON CONFLICT (subject, hour) DO UPDATE SET count = intake_count.count + 1 RETURNING count
                        """)
                .param("subject", network(address))
                .query(Integer.class)
                .single();
        if (count > perHour) {
            throw ProblemException.throttled(
                    "There were too many requests from your network. Try again in an hour, with up to 1,000 keys at once.",
                    Duration.ofMinutes(30));
        }
    }

    /** Addresses of one /24 or /48 are taken for one client's. */
    static String network(InetAddress address) {
        return Network.parse(address.getHostAddress() + (address instanceof Inet4Address ? "/24" : "/48"))
                .toString();
    }
}
