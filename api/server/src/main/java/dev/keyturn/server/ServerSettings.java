package dev.keyturn.server;

import dev.keyturn.key.Secret;
import dev.keyturn.tenant.Setup;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param port 0 takes a free one
 * @param data folder of secrets and of the embedded database
 * @param databaseUrl of a PostgreSQL server, or none for the embedded one
 * @param secrets file of secrets, or none for the one in the data folder
 * @param acceptOlderDatabase whether a database that is behind what was seen of it is taken as it is
 * @param owner who becomes the owner of the first tenant on an empty database
 */
record ServerSettings(
        InetAddress bind,
        int port,
        Path data,
        @Nullable Secret databaseUrl,
        @Nullable Path secrets,
        boolean acceptOlderDatabase,
        Setup.@Nullable Owner owner) {

    Path secretsFile() {
        return secrets == null ? data.resolve("secrets.json") : secrets;
    }
}
