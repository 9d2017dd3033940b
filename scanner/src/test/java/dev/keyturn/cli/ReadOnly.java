package dev.keyturn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Takes the right to write from a folder and all below it, and gives it back to the owner when closed. */
final class ReadOnly implements AutoCloseable {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path folder;

    ReadOnly(Path folder) throws IOException {
        this.folder = folder;
        change(permissions -> permissions.removeAll(Set.of(
                PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE)));
    }

    /** The command, run by somebody whom permissions bind: root is turned into nobody. */
    List<String> asOrdinaryUser(String... command) {
        List<String> all = new ArrayList<>();
        if (ROOT) {
            Path setpriv = Path.of("/usr/bin/setpriv");
            Assumptions.assumeTrue(Files.isExecutable(setpriv), "root cannot become nobody without setpriv");
            all.addAll(List.of(setpriv.toString(), "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    @Override
    public void close() throws IOException {
        change(permissions -> permissions.add(PosixFilePermission.OWNER_WRITE));
    }

    private interface Change {
        void apply(Set<PosixFilePermission> permissions);
    }

    private void change(Change change) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
                change.apply(permissions);
                Files.setPosixFilePermissions(path, permissions);
            }
        }
    }
}
