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
        LeakOracle.watch("database " + name, () -> rows(url));
        return url;
    }

    /** Every row of every table outside the catalogue, as PostgreSQL prints a row. */
    private static Stream<String> rows(String url) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet result = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return rows.stream();
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
            while (result.next()) {
                tables.add(result.getString(1));
            }
        }
        return tables;
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
