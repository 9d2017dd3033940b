package dev.keyturn.source.github;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.source.git.GitRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.UnsupportedCredentialItem;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * Clones in a folder that nobody else may read and that is gone at the end. Every ref is cloned, pull requests' too. The
 * token is handed to the one server that the address names when it asks, and stands in no address, file or message.
 */
public final class Clones implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final @Nullable Secret token;
    private final Thread atExit = new Thread(this::delete, "clones");

    /** @param token null to clone what everybody may */
    public Clones(@Nullable Secret token) throws IOException {
        GitRepository.isolate();
        this.folder = Files.createTempDirectory("keyturn-clones-");
        this.token = token;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Clones a repository, bare.
     *
     * @return where it lies; it stays until {@link #discard}
     * @throws CloneFailedException with the reason in words
     */
    public Path clone(HostedRepository repository) throws CloneFailedException {
        Path place = folder.resolve(repository.name().replaceAll("[^A-Za-z0-9._-]", "-") + ".git");
        try (Git git = Git.init().setBare(true).setDirectory(place.toFile()).call()) {
            StoredConfig config = git.getRepository().getConfig();
            config.setString("remote", "origin", "url", repository.address().toString());
            config.save();
            fetch(git, repository);
            return git.getRepository().getDirectory().toPath();
        } catch (GitAPIException | JGitInternalException | IOException e) {
            throw new CloneFailedException(e);
        }
    }

    /** A fetch and no clone, which JGit refuses if the repository's own {@code HEAD} points to no branch. */
    private void fetch(Git git, HostedRepository repository) throws GitAPIException {
        git.fetch()
                .setRemote("origin")
                .setRefSpecs("+refs/*:refs/*")
                .setCredentialsProvider(new OneServerCredentials(repository.address(), token))
                .setTimeout((int) SILENCE.toSeconds())
                .call();
    }

    /** Deletes a clone. */
    public void discard(Path clone) throws IOException {
        FileUtils.delete(clone.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process ends anyway
        }
    }

    private void delete() {
        try {
            FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING | FileUtils.IGNORE_ERRORS);
        } catch (IOException e) {
            // left to the system's own tidying of temporary files
        }
    }

    /** A repository could not be cloned. */
    public static final class CloneFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        CloneFailedException(Throwable cause) {
            super("could not be cloned: " + reason(cause), cause);
        }

        private static String reason(Throwable cause) {
            Throwable root = cause;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String message = root.getMessage();
            return message == null ? root.getClass().getSimpleName() : message;
        }
    }

    /** Says the token to the server that a repository is cloned from, whoever else asks. */
    private static final class OneServerCredentials extends CredentialsProvider {
        private final URI address;
        private final @Nullable Secret token;

        OneServerCredentials(URI address, @Nullable Secret token) {
            this.address = address;
            this.token = token;
        }

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(CredentialItem... items) {
            return token != null
                    && Stream.of(items)
                            .allMatch(item ->
                                    item instanceof CredentialItem.Username || item instanceof CredentialItem.Password);
        }

        @Override
        @RevealsPlaintext("the token that clones a private repository")
        public boolean get(URIish server, CredentialItem... items) throws UnsupportedCredentialItem {
            if (token == null || !isThis(server)) {
                return false;
            }
            for (CredentialItem item : items) {
                if (item instanceof CredentialItem.Username user) {
                    user.setValue("x-access-token");
                } else if (item instanceof CredentialItem.Password password) {
                    password.setValue(token.reveal().toCharArray());
                } else {
                    throw new UnsupportedCredentialItem(server, "only a token is known");
                }
            }
            return true;
        }

        private boolean isThis(URIish server) {
            return address.getScheme().equals(server.getScheme())
                    && address.getHost().equals(server.getHost())
                    && address.getPort() == server.getPort();
        }
    }
}
