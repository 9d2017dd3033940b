package dev.keyturn.database;

import dev.keyturn.problem.StartException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked below the data folder: a shared temporary folder would let users of one machine get
 * into each other's way, or worse.
 *
 * @param home holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path home) {
    /** The major version that is brought along; its files are of no other's. */
    static final String MAJOR = "18";

    /** @throws StartException if there is none for this machine, or it cannot be unpacked */
    static PostgresBinaries below(Path directory) {
        Path home = directory.resolve("programs-" + MAJOR + version());
        if (Files.notExists(home)) {
            unpackInto(home);
        }
        return new PostgresBinaries(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static String version() {
        String version = PostgresBinaries.class.getPackage().getImplementationVersion();
        return version == null ? "" : "-" + version;
    }

    /** Unpacked beside and then renamed, so that a half-unpacked one is never taken for whole. */
    private static void unpackInto(Path home) {
        Path part = home.resolveSibling(home.getFileName() + ".part");
        try (InputStream archive = archive()) {
            OwnersFile.deleteTree(part);
            Files.createDirectories(part);
            unpack(archive, part);
            Files.move(part, home);
        } catch (IOException e) {
            throw new StartException(
                    "PostgreSQL cannot be unpacked into " + home.getParent() + " (" + e.getMessage() + ").",
                    "Make room there (100 MB), or give a PostgreSQL of yours with --database-url.");
        }
    }

    private static InputStream archive() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux";
        String machine = System.getProperty("os.arch");
        InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system, machine.equals("amd64") ? "x86_64" : machine);
        if (archive == null) {
            throw new StartException(
                    "No PostgreSQL for this machine (" + system + ", " + machine + ") is brought along.",
                    "Give one of yours with --database-url.");
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path into) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the archive reaches outside");
                }
                write(tar, entry, target);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            if (program && !target.toFile().setExecutable(true)) {
                throw new IOException("a program cannot be made executable");
            }
        }
    }
}
