package dev.keyturn.configuration;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The rotator's own schema in a PostgreSQL database: a pool of connections to it, and its tables. */
public final class Database implements AutoCloseable {
    /** Everything of ours is in here. */
    public static final String SCHEMA = "keyturn_rotator";

    private final HikariDataSource source;

    private Database(HikariDataSource source) {
        this.source = source;
    }

    /** Connects when the first connection is asked for. */
    public static Database at(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setSchema(SCHEMA);
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.setPoolName("rotator");
        return new Database(new HikariDataSource(config));
    }

    /** Brings the tables to the state that this program expects. */
    public Database migrate() {
        Flyway.configure()
                .dataSource(source)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("classpath:db/rotator")
                .load()
                .migrate();
        return this;
    }

    /** Whether the tables are there at all. */
    public boolean exists() {
        return jdbc().sql("SELECT to_regclass('" + SCHEMA + ".rotation') IS NOT NULL")
                .query(Boolean.class)
                .single();
    }

    public DataSource source() {
        return source;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new DataSourceTransactionManager(source));
    }

    @Override
    public void close() {
        source.close();
    }
}
