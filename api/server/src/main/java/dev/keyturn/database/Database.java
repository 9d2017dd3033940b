package dev.keyturn.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.keyturn.key.RevealsPlaintext;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The one database, migrated and reachable through a pool. */
public final class Database implements AutoCloseable {
    private static final int POOL_SIZE = 20;

    /** A database that is stopped in its tracks gives no answer and no error. */
    private static final String SOCKET_SECONDS = "60";

    private final DatabaseUrl url;
    private final HikariDataSource pool;

    private Database(DatabaseUrl url, HikariDataSource pool) {
        this.url = url;
        this.pool = pool;
    }

    /**
     * Connects and brings the tables up to date.
     *
     * @throws dev.keyturn.problem.StartException if the database cannot be reached or used; it says why and what to do
     */
    public static Database open(DatabaseUrl url) {
        ConnectionCheck.pass(url);
        HikariDataSource pool = new HikariDataSource(configuration(url));
        try {
            Migrations.run(pool, url);
            return new Database(url, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Connections for short work. */
    public DataSource pool() {
        return pool;
    }

    /** A connection that its holder keeps for long, such as for LISTEN; it is not taken from the pool. */
    public Connection dedicated() throws SQLException {
        return url.connect();
    }

    @Override
    public void close() {
        pool.close();
    }

    @RevealsPlaintext("the pool signs in with it")
    private static HikariConfig configuration(DatabaseUrl url) {
        HikariConfig configuration = new HikariConfig();
        configuration.setJdbcUrl(url.url().reveal());
        configuration.setPoolName("keyturn");
        configuration.setMaximumPoolSize(POOL_SIZE);
        configuration.setMinimumIdle(2);
        configuration.setConnectionTimeout(5_000);
        configuration.addDataSourceProperty("ApplicationName", "keyturn server");
        configuration.addDataSourceProperty("tcpKeepAlive", "true");
        configuration.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
        return configuration;
    }
}
