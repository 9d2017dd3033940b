package dev.keyturn.source.git;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * The little that matters of a repository's configuration. Files that it includes are not looked at; a configuration
 * that is damaged or larger than any real one counts as empty.
 */
final class GitSettings {
    private static final int MOST = 1 << 20;

    private final Config config;

    private GitSettings(Config config) {
        this.config = config;
    }

    /** @param common where the configuration lies */
    static GitSettings of(Path common) {
        String text = SmallFile.text(common.resolve("config"), MOST);
        Config config = new Config();
        try {
            if (text.length() < MOST) {
                config.fromText(text);
            }
        } catch (ConfigInvalidException | RuntimeException e) {
            return new GitSettings(new Config());
        }
        return new GitSettings(config);
    }

    /** What the objects are named by, null for the usual. */
    @Nullable
    String objectFormat() {
        return config.getString("extensions", null, "objectFormat");
    }

    /** Whether refs are in tables, which only JGit reads, and that only if it sees the configuration. */
    boolean refTables() {
        boolean includes = config.getSections().stream().anyMatch(section -> section.startsWith("include"));
        return "reftable".equalsIgnoreCase(config.getString("extensions", null, "refStorage")) && !includes;
    }

    /** Whether there are no files beside the history: as the configuration says, else by the directory's name. */
    boolean bare(Path gitDirectory) {
        String bare = config.getString("core", null, "bare");
        boolean hasFiles = gitDirectory.endsWith(".git") || Files.isRegularFile(gitDirectory.resolve("gitdir"));
        return hasFiles
                ? "true".equalsIgnoreCase(bare) && gitDirectory.endsWith(".git")
                : !"false".equalsIgnoreCase(bare);
    }

    /** The address of the remote without credentials, or null. */
    @Nullable
    String address() {
        String url = config.getString("remote", "origin", "url");
        try {
            return url == null
                    ? null
                    : new URIish(url).setUser(null).setPass(null).toString();
        } catch (URISyntaxException e) {
            return "origin";
        }
    }

    /** Whether objects are missing by intention. */
    boolean partial() {
        return config.getSubsections("remote").stream()
                .anyMatch(remote -> "true".equalsIgnoreCase(config.getString("remote", remote, "promisor")));
    }
}
