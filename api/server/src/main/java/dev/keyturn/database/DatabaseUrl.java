package dev.keyturn.database;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.StartException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** Where the database is, {@code jdbc:postgresql://host:port/name?user=…&password=…}. Prints without the password. */
public final class DatabaseUrl {
    private static final String PREFIX = "jdbc:postgresql:";

    private final Secret url;
    private final String safe;

    private DatabaseUrl(Secret url, String safe) {
        this.url = url;
        this.safe = safe;
    }

    /**
     * Reads a URL.
     *
     * @throws StartException if it is not one of PostgreSQL's for JDBC
     */
    @RevealsPlaintext("takes the URL apart, to show it without its password")
    public static DatabaseUrl parse(Secret url) {
        String text = url.reveal();
        Properties parts = text.startsWith(PREFIX) ? Driver.parseURL(text, new Properties()) : null;
        if (parts == null) {
            throw new StartException(
                    "The database URL is not one of PostgreSQL's for JDBC.",
                    "Write it as jdbc:postgresql://host:5432/keyturn?user=keyturn&password=…");
        }
        String safe = PREFIX + "//" + parts.getProperty("PGHOST") + ":" + parts.getProperty("PGPORT") + "/"
                + parts.getProperty("PGDBNAME");
        return new DatabaseUrl(url, safe);
    }

    /** A connection of its own, outside any pool. */
    @RevealsPlaintext("the driver signs in with it")
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url.reveal());
    }

    Secret url() {
        return url;
    }

    /** Host, port and name, without user and password. */
    @Override
    public String toString() {
        return safe;
    }
}
