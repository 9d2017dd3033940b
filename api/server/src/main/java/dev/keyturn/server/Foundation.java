package dev.keyturn.server;

import dev.keyturn.database.DataDirectory;
import dev.keyturn.database.Database;
import dev.keyturn.database.DatabaseUrl;
import dev.keyturn.database.EmbeddedPostgres;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.StartException;
import dev.keyturn.secret.Secrets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a replica stands on: its folder, the database and the secrets that go with it. Closed in reverse order. */
final class Foundation implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Database database;
    private final Secrets secrets;
    private final EpochMark mark;

    /** @throws StartException if anything is not as it must be; everything is closed again then */
    private Foundation(ServerSettings settings) {
        try {
            Secret url = settings.databaseUrl();
            database = keep(Database.open(url == null ? embedded(settings) : DatabaseUrl.parse(url)));
            Installation installation = new Installation(database);
            secrets = installation.secrets(secretsFile(settings));
            mark = EpochMark.of(DataDirectory.shared(settings.data()), installation.id());
            if (settings.acceptOlderDatabase()) {
                mark.set(installation.epoch());
            }
            mark.check(installation.epoch());
            mark.raise(installation.epoch());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static Foundation lay(ServerSettings settings) {
        return new Foundation(settings);
    }

    Database database() {
        return database;
    }

    Secrets secrets() {
        return secrets;
    }

    EpochMark mark() {
        return mark;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot be closed", e);
            }
        }
    }

    private DatabaseUrl embedded(ServerSettings settings) {
        DataDirectory directory = keep(DataDirectory.open(settings.data()));
        return keep(EmbeddedPostgres.start(directory)).url();
    }

    private static Path secretsFile(ServerSettings settings) {
        if (settings.databaseUrl() != null && settings.secrets() == null) {
            throw new StartException(
                    "A server on a database of its own choosing needs the secrets file that all its replicas share.",
                    "Name it with --secrets FILE or KEYTURN_SECRETS; for a new database it is made there.");
        }
        return settings.secretsFile();
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }
}
