import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.secret.Pepper;
import dev.keyturn.secret.SecretsFile;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Puts live keys into the database of a server: {@code Fill DATA-FOLDER COUNT FILE}. The first hundred thousand of their
 * plaintexts go to FILE, one a line; they are worth something to the server of this benchmark only.
 */
final class Fill {
    private static final int WRITTEN = 100_000;
    private static final int AT_ONCE = 20_000;

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        Pepper pepper = SecretsFile.read(data.resolve("secrets.json")).pepper();
        SecureRandom random = new SecureRandom();
        StringBuilder plaintexts = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(
                Files.readString(data.resolve("database-url")).strip())) {
            connection.setAutoCommit(false);
            String tenant = single(connection, "SELECT id FROM tenant ORDER BY created_at LIMIT 1");
            String epoch = single(connection, "UPDATE epoch SET value = value + 1 RETURNING value");
            for (int done = 0; done < count; done += AT_ONCE) {
                StringBuilder keys = new StringBuilder();
                StringBuilder secrets = new StringBuilder();
                for (int i = done; i < Math.min(count, done + AT_ONCE); i++) {
                    ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), random);
                    String id = UUID.randomUUID().toString();
                    keys.append(String.join("\t", id, tenant, "prd", id, "bench " + i, "bench-" + i, "ACTIVE",
                            key.hint(), "{events:write}", "bench", epoch)).append('\n');
                    String lookup = HexFormat.of().formatHex(pepper.lookup(key.fingerprint()));
                    secrets.append(String.join("\t", "\\\\x" + lookup, id, "1", key.hint())).append('\n');
                    if (i < WRITTEN) {
                        plaintexts.append(key.reveal()).append('\n');
                    }
                }
                copy(connection, "api_key (id, tenant_id, environment, lineage, name, slug, state, hint, scopes,"
                        + " created_by, epoch)", keys);
                copy(connection, "key_secret (lookup, key_id, pepper_version, hint)", secrets);
            }
            single(connection, "SELECT pg_notify('keyturn_epoch', '')");
            connection.commit();
            connection.setAutoCommit(true);
            try (Statement analyze = connection.createStatement()) {
                analyze.execute("ANALYZE api_key, key_secret");
            }
        }
        Files.writeString(Path.of(arguments[2]), plaintexts);
    }

    private static String single(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void copy(Connection connection, String table, StringBuilder rows) throws Exception {
        connection.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.toString()));
    }
}
