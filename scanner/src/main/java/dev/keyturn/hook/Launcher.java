package dev.keyturn.hook;

import dev.keyturn.complaint.Complaint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the {@code keyturn} command lies, for the hooks that will call it without a PATH to rely on. */
public final class Launcher {
    private Launcher() {}

    /**
     * The command's absolute path: what {@code KEYTURN} names, else the launcher that started this process, else the
     * first {@code keyturn} on the PATH.
     *
     * @param environment the process's
     * @param started the launcher that started this process, if it said so
     * @throws Complaint if there is none
     */
    public static Path find(Map<String, String> environment, @Nullable String started) throws Complaint {
        return Stream.of(named(environment), Optional.ofNullable(started).map(Path::of), onPath(environment))
                .flatMap(Optional::stream)
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> path.toAbsolutePath().normalize())
                .orElseThrow(() -> new Complaint(
                        "where the keyturn command lies is not known, so a hook could not call it",
                        "run the launcher itself, or name it in the variable KEYTURN"));
    }

    private static Optional<Path> named(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("KEYTURN")).map(Path::of);
    }

    private static Optional<Path> onPath(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "keyturn"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
