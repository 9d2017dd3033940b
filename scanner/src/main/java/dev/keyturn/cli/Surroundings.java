package dev.keyturn.cli;

import dev.keyturn.key.Secret;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command finds around it, besides its arguments.
 *
 * @param input standard input
 * @param environment the variables
 */
record Surroundings(InputStream input, Map<String, String> environment) {
    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings(System.in, System.getenv());
    }

    /** Those that a command of a command line was started in. */
    static Surroundings of(CommandSpec spec) {
        return ((Keyturn) spec.root().userObject()).surroundings();
    }

    /** A variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** What shows private repositories on GitHub and clones them; null for what everybody may see. */
    @Nullable
    Secret githubToken() {
        return variable("GITHUB_TOKEN").map(Secret::of).orElse(null);
    }

    /** Where the person's caches are kept (XDG Base Directory Specification). */
    Path cacheDirectory() {
        Path home = Path.of(variable("HOME").orElse(System.getProperty("user.home")));
        return variable("XDG_CACHE_HOME")
                .map(Path::of)
                .orElse(home.resolve(".cache"))
                .resolve("keyturn");
    }
}
