package dev.keyturn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestingPostgresTest {
    @Test
    void everyDatabaseIsNewAndReal() throws SQLException {
        String url = TestingPostgres.createDatabase();
        assertThat(url).isNotEqualTo(TestingPostgres.createDatabase());
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE key (id int)");
            try (ResultSet result = statement.executeQuery("SELECT version()")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).startsWith("PostgreSQL 18");
            }
        }
    }
}
