package dev.keyturn.database;

import dev.keyturn.problem.StartException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables up to date; Flyway owns every one of them. */
final class Migrations {
    private Migrations() {}

    static void run(DataSource pool, DatabaseUrl url) {
        Flyway flyway = Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .load();
        refuseNewer(flyway, url);
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StartException(
                    "The tables at " + url + " cannot be brought up to date: " + firstLine(e),
                    "Give the user rights to create tables there, or an empty database for Keyturn alone.");
        }
    }

    private static void refuseNewer(Flyway flyway, DatabaseUrl url) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new StartException(
                        "The database at " + url + " was used by a newer Keyturn (its tables are at version "
                                + migration.getVersion() + ").",
                        "Run that version of Keyturn or a newer one; this one changes nothing.");
            }
        }
    }

    private static String firstLine(FlywayException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
