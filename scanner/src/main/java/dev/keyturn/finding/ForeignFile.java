package dev.keyturn.finding;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that tools write and files of other projects: what nothing but a guess finds there is a checksum, an identifier
 * or somebody else's example. What is certain counts wherever it stands.
 */
final class ForeignFile {
    private static final Set<String> LOCKS = Set.of(
            "go.sum",
            "go.work.sum",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            "bun.lock",
            "deno.lock",
            "cargo.lock",
            "gemfile.lock",
            "composer.lock",
            "poetry.lock",
            "pipfile.lock",
            "uv.lock",
            "pdm.lock",
            "packages.lock.json",
            "podfile.lock",
            "package.resolved",
            "mix.lock",
            "pubspec.lock",
            "flake.lock",
            "gradle.lockfile",
            "verification-metadata.xml",
            "module.bazel.lock",
            ".terraform.lock.hcl");

    private static final Pattern VENDORED =
            Pattern.compile("(?:^|[/!])(?:node_modules|bower_components|vendor|third_party)/");

    private ForeignFile() {}

    /** Whether guesses have nothing to say about the file of this path. */
    static boolean is(String path) {
        int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('!'));
        return LOCKS.contains(path.substring(slash + 1).toLowerCase(Locale.ROOT))
                || VENDORED.matcher(path).find();
    }

    /** Whether a guess stands in such files and nowhere else. */
    static boolean isAllOf(Discovery discovery) {
        return discovery.rule().generic() && discovery.places().stream().allMatch(place -> is(place.file()));
    }
}
