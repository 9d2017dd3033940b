import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Executes statements on the database of a data folder, one an argument: {@code Sql DATA-FOLDER STATEMENT…}. */
final class Sql {
    public static void main(String[] arguments) throws Exception {
        String url = Files.readString(Path.of(arguments[0], "database-url")).strip();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (int i = 1; i < arguments.length; i++) {
                statement.execute(arguments[i]);
            }
        }
    }
}
