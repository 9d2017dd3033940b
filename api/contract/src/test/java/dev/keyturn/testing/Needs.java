package dev.keyturn.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs beyond a JDK. Where it is missing the test is skipped with a message on a person's machine, and
 * fails under {@code CI=true}, so that nothing goes untested unnoticed.
 */
public final class Needs {
    private Needs() {}

    /**
     * A program of this machine.
     *
     * @param name as typed at a prompt, for instance {@code nginx}
     * @param elsewhere further places to look at after the PATH, as absolute paths of the program
     */
    public static Path program(String name, Path... elsewhere) {
        Optional<Path> found = Stream.concat(
                        Stream.of((System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin")
                                        .split(File.pathSeparator))
                                .filter(directory -> !directory.isEmpty())
                                .map(directory -> Path.of(directory, name)),
                        Stream.of(elsewhere))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            missing("this test needs '" + name + "', which is not on the PATH: .ci/run installs it");
        }
        return found.orElseThrow();
    }

    /** OpenBao's {@code bao}: from KEYTURN_BAO, the PATH, or the folder into which {@code .ci/run} puts it. */
    public static Path bao() {
        String chosen = System.getenv("KEYTURN_BAO");
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path cached = Path.of(cache, "keyturn", "openbao", "bin", "bao");
        return chosen == null ? program("bao", cached) : program("bao", Path.of(chosen), cached);
    }

    /** The folder of Python packages that holds moto: from KEYTURN_MOTO, or where {@code .ci/run} puts it. */
    public static Path moto() {
        String chosen = System.getenv("KEYTURN_MOTO");
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path folder = chosen == null ? Path.of(cache, "keyturn", "moto-5.2.1") : Path.of(chosen);
        if (!Files.isDirectory(folder.resolve("moto"))) {
            missing("this test needs moto: docs/demo/moto.sh fetches it");
        }
        return folder;
    }

    private static void missing(String message) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        Assumptions.abort(message);
    }
}
