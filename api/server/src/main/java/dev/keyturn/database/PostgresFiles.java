package dev.keyturn.database;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The embedded PostgreSQL's files, {@code postgres/} of the data folder.
 *
 * @param home holds everything of it
 * @param published the file {@code database-url}, by which other programs of the same user reach it
 */
record PostgresFiles(Path home, Path published) {
    /** Name of the database and of its only user. */
    static final String NAME = "keyturn";

    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d{1,5})/");
    private static final SecureRandom RANDOM = new SecureRandom();

    static PostgresFiles in(Path directory) {
        Path home = directory.resolve("postgres");
        try {
            OwnersFile.createDirectory(home);
        } catch (IOException e) {
            throw new StartException("The folder " + home + " cannot be made.", "Make " + directory + " writable.");
        }
        return new PostgresFiles(home, directory.resolve("database-url"));
    }

    Path data() {
        return home.resolve("data");
    }

    Path log() {
        return home.resolve("log");
    }

    void refuseOtherVersion() {
        Path file = data().resolve("PG_VERSION");
        if (Files.exists(file)) {
            String version = read(file).strip();
            if (!version.equals(PostgresBinaries.MAJOR)) {
                throw new StartException(
                        "The database in " + data() + " is of PostgreSQL " + version + "; this Keyturn brings "
                                + PostgresBinaries.MAJOR + ".",
                        "Dump it with the Keyturn that wrote it (pg_dump), and restore into a new --data folder.");
            }
        }
    }

    Secret password() {
        return Secret.of(read(passwordFile()));
    }

    /** Makes an empty cluster where there is none, by a name of its own first: half a cluster is never started. */
    Secret initialise(PostgresBinaries binaries) {
        if (Files.exists(data())) {
            return password();
        }
        Path part = home.resolve("data.part");
        Secret password = newPassword();
        PostgresProcess.initialise(binaries, part, passwordFile());
        try {
            Files.move(part, data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return password;
    }

    DatabaseUrl url(int port, String database, Secret password) {
        return DatabaseUrl.parse(text(port, database, password));
    }

    /** Writes the URL for the other programs. */
    @RevealsPlaintext("the file is its owner's alone")
    DatabaseUrl publish(int port, Secret password) {
        Secret text = text(port, NAME, password);
        try {
            OwnersFile.write(published, text.reveal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DatabaseUrl.parse(text);
    }

    /** The port of the last time, so that the URL stays the same while it can. */
    Optional<Integer> lastPort() {
        if (Files.notExists(published)) {
            return Optional.empty();
        }
        Matcher port = PORT.matcher(read(published));
        return port.find() ? Optional.of(Integer.valueOf(port.group(1))) : Optional.empty();
    }

    /** The last line of the log. */
    String lastWords() {
        if (Files.notExists(log())) {
            return "it says nothing.";
        }
        List<String> lines = read(log()).lines().toList();
        return lines.isEmpty() ? "it says nothing." : lines.get(lines.size() - 1);
    }

    /** Starts the log afresh once it has grown; the one before is kept. */
    void turnLog() {
        try {
            if (Files.exists(log()) && Files.size(log()) > 10_000_000) {
                Files.move(log(), home.resolve("log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @RevealsPlaintext("the file is its owner's alone")
    private Secret newPassword() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        Secret password = Secret.of(HexFormat.of().formatHex(bytes));
        try {
            OwnersFile.write(passwordFile(), password.reveal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return password;
    }

    private Path passwordFile() {
        return home.resolve("password");
    }

    @RevealsPlaintext("puts the password into the URL")
    private static Secret text(int port, String database, Secret password) {
        return Secret.of("jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + NAME + "&password="
                + password.reveal());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartException(
                    "The file " + file + " cannot be read.", "Make it readable for the user that runs the server.");
        }
    }
}
