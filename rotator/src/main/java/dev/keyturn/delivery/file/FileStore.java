package dev.keyturn.delivery.file;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.OwnersFile;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder of environment files as a store: {@code <folder>/<environment>/<slug>.env}, readable by its owner alone. A file
 * system has no conditional write and keeps no versions: a lock beside each file lets rotators on this machine write one
 * after the other, whoever expects another version than is there changes nothing, and a new file takes the place of the
 * old one in one step. An editor asks for no lock: what it writes between comparison and replacement is lost.
 */
public final class FileStore implements Store {
    private final Path folder;

    /** @param folder holds a folder for each environment, which is made if it is not there */
    public FileStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public Readiness check(Place place) {
        try {
            Path file = file(place);
            Path parent = OwnersFile.makeFolder(file);
            if (!Files.isWritable(parent)) {
                return denied(parent + " cannot be written to");
            }
            return new Readiness.Ready(version(file));
        } catch (IOException e) {
            return trouble(e);
        }
    }

    private static Version version(Path file) throws IOException {
        try {
            return EnvironmentFile.version(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Version.NONE;
        }
    }

    @Override
    public Reading read(Place place) {
        try {
            return EnvironmentFile.judge(Files.readAllBytes(file(place)));
        } catch (NoSuchFileException e) {
            return new Reading.Absent();
        } catch (IOException e) {
            return trouble(e);
        }
    }

    /** A folder has no past. */
    @Override
    public Reading read(Place place, Version version) {
        Reading now = read(place);
        return now instanceof Reading.Found found && found.held().version().equals(version)
                ? now
                : new Reading.Absent();
    }

    @Override
    public Writing write(Delivery delivery) {
        Path file = file(delivery.place());
        try {
            return OwnersFile.alone(file, () -> writeAlone(delivery, file));
        } catch (IOException e) {
            return trouble(e);
        }
    }

    private Writing writeAlone(Delivery delivery, Path file) throws IOException {
        Reading there = read(delivery.place());
        if (there instanceof Trouble trouble) {
            return trouble;
        }
        if (there instanceof Reading.Found found && found.held().key().equals(delivery.key())) {
            return new Writing.Written(found.held().version());
        }
        if (!version(file).equals(delivery.expected())) {
            return new Writing.Conflict(there);
        }
        int count = there instanceof Reading.Absent ? 0 : EnvironmentFile.count(Files.readAllBytes(file));
        byte[] content = EnvironmentFile.of(delivery, count + 1);
        OwnersFile.replace(file, content);
        return new Writing.Written(EnvironmentFile.version(content));
    }

    @Override
    public Optional<Trouble> annotate(Place place, Notes notes) {
        Path file = file(place);
        String text = "rotation_id=" + notes.rotationId() + "\nkey_id=" + notes.keyId() + "\nrotated_at="
                + notes.rotatedAt() + "\nnext_rotation_at=" + notes.nextRotationAt() + "\n";
        try {
            OwnersFile.replace(file.resolveSibling(place.slug() + ".notes"), text.getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(trouble(e));
        }
    }

    @Override
    public String address(Place place) {
        return file(place).toString();
    }

    private Path file(Place place) {
        return folder.resolve(place.environment().toString()).resolve(place.slug() + ".env");
    }

    private static Trouble denied(String what) {
        return Trouble.of(Trouble.Kind.DENIED, what, "let the rotator's user write there");
    }

    private static Trouble trouble(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException
                ? denied(e.getMessage() + " is not the rotator's to read or write")
                : Trouble.of(
                        Trouble.Kind.UNAVAILABLE,
                        "the file system does not answer as it should: "
                                + e.getClass().getSimpleName(),
                        "it is tried again by itself; see whether the disk is full");
    }
}
