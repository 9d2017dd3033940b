package dev.keyturn.database;

import dev.keyturn.problem.StartException;
import java.sql.Connection;
import java.sql.SQLException;

/** Connects once, to tell a person why it does not work before anything else is tried. */
final class ConnectionCheck {
    private static final int OLDEST_MAJOR = 14;

    private ConnectionCheck() {}

    static void pass(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_MAJOR) {
                throw new StartException(
                        "The server at " + url + " is PostgreSQL " + major + ".",
                        "Use PostgreSQL " + OLDEST_MAJOR + " or newer.");
            }
        } catch (SQLException e) {
            throw explain(url, e);
        }
    }

    private static StartException explain(DatabaseUrl url, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                new StartException(
                        "The database at " + url + " refuses the user or the password.",
                        "Correct user and password in the database URL.");
            case "3D000" ->
                new StartException(
                        "The server of " + url + " has no database of that name.",
                        "Create it (createdb), or correct the name in the database URL.");
            case "08001", "08004", "08006" ->
                new StartException(
                        "The database at " + url + " cannot be reached.",
                        "Check host and port in the database URL, and that PostgreSQL runs there.");
            default ->
                new StartException(
                        "The database at " + url + " cannot be used (SQL state " + state + ").",
                        "PostgreSQL's own log says more.");
        };
    }
}
