package dev.keyturn.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One real PostgreSQL for all tests of a JVM, with a fresh database for whoever asks. The leak oracle looks through
 * every database after each test.
 */
public final class TestingPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A query for each table that has a page: most tables of most tests have none. */
    private static final String WHAT_HOLDS_ANYTHING =
            "SELECT format('SELECT t::text FROM %s t', c.oid::regclass) FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind = 'r' AND pg_relation_size(c.oid) > 0"
                    + " AND n.nspname NOT IN ('pg_catalog', 'information_schema')";

    private TestingPostgres() {}

    /** A JDBC URL, user and password included, of a new and empty database. */
    public static String createDatabase() {
        String name = "test" + COUNT.incrementAndGet();
        try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = Holder.SERVER.getJdbcUrl("postgres", name);
        LeakOracle.watch(url, () -> rows(url));
        return url;
    }

    /** A database that nobody uses any more: it is looked through once more, and not after every later test. */
    public static void endDatabase(String url) {
        LeakOracle.end(url);
    }

    /** Every row of every table outside the catalogue, as PostgreSQL prints a row. */
    private static Stream<String> rows(String url) throws IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            String tables = String.join(" UNION ALL ", texts(statement, WHAT_HOLDS_ANYTHING));
            if (!tables.isEmpty()) {
                rows.addAll(texts(statement, tables));
            }
            return rows.stream();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
        }
        return texts;
    }

    private static final class Holder {
        private static final EmbeddedPostgres SERVER = start();

        /** The first that the class path has: a module's jar names its own copy beside the build's. */
        private static InputStream binaries(String system, String machine) throws IOException {
            String architecture = machine.matches("amd64|x86_64") ? "x86_64" : "arm_64";
            String name = "/postgres-" + system.toLowerCase(Locale.ROOT) + "-" + architecture + ".txz";
            InputStream found = TestingPostgres.class.getResourceAsStream(name);
            if (found == null) {
                throw new IOException("the class path has no " + name);
            }
            return found;
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPgBinaryResolver(Holder::binaries)
                        .setServerConfig("max_connections", "300")
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
