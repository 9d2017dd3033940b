package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/** An opened repository. Nothing that its configuration names is ever run. */
public final class GitRepository implements AutoCloseable {
    private final Repository repository;
    private final String name;
    private final boolean here;
    private final int packs;

    private GitRepository(Repository repository, String name, boolean here) {
        this.repository = repository;
        this.name = name;
        this.here = here;
        this.packs = packs(repository);
    }

    /**
     * Opens the repository that a directory is in, or is.
     *
     * @throws Complaint if there is none, or it is of a kind that cannot be read
     */
    public static GitRepository at(Path given) throws Complaint {
        IsolatedReader.install();
        Path path = given.toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new Complaint(path + " is not a directory", "give the path of a git repository");
        }
        try {
            return open(path);
        } catch (RepositoryNotFoundException | IllegalArgumentException e) {
            throw new Complaint(
                    "no git repository at " + path,
                    "run it inside one, give its path, or scan plain files with: keyturn scan dir " + path);
        } catch (IOException e) {
            throw new Complaint(
                    "the repository at " + path + " cannot be opened: " + e.getMessage(),
                    "check it with: git -C " + path + " fsck");
        }
    }

    /** Keeps the machine's and the person's git configuration out of everything that is done with repositories. */
    public static void isolate() {
        IsolatedReader.install();
    }

    private static GitRepository open(Path path) throws IOException, Complaint {
        FileRepositoryBuilder builder = new FileRepositoryBuilder();
        if (isHere(path)) {
            builder.readEnvironment();
        }
        if (builder.getGitDir() == null) {
            builder.findGitDir(path.toFile());
        }
        if (builder.getGitDir() == null && looksBare(path)) {
            builder.setGitDir(path.toFile());
        }
        if (builder.getGitDir() == null) {
            throw new IllegalArgumentException("no repository");
        }
        builder.setMustExist(true);
        refuseOtherHashes(builder.getGitDir().toPath());
        Repository repository = builder.build();
        return new GitRepository(repository, nameOf(repository), isHere(path));
    }

    /** Git tells its hooks by environment which repository and index are meant: that holds for where we stand only. */
    private static boolean isHere(Path path) {
        return path.equals(Path.of("").toAbsolutePath().normalize());
    }

    private static boolean looksBare(Path path) {
        return Files.exists(path.resolve("HEAD")) && Files.isDirectory(path.resolve("objects"));
    }

    private static void refuseOtherHashes(Path gitDirectory) throws IOException, Complaint {
        Path common = commonDirectory(gitDirectory);
        FileBasedConfig config = new FileBasedConfig(common.resolve("config").toFile(), FS.DETECTED);
        try {
            config.load();
        } catch (org.eclipse.jgit.errors.ConfigInvalidException e) {
            throw new Complaint(
                    "the configuration " + common.resolve("config") + " is damaged", "repair or restore that file");
        }
        String format = config.getString("extensions", null, "objectFormat");
        if (format != null && !format.equals("sha1")) {
            throw new Complaint(
                    "this repository names its objects by " + format + ", which cannot be read yet",
                    "scan its files instead: keyturn scan dir PATH, or a clone converted to SHA-1");
        }
    }

    /** Where the objects and the configuration are: elsewhere for a linked worktree. */
    static Path commonDirectory(Path gitDirectory) throws IOException {
        Path pointer = gitDirectory.resolve("commondir");
        return Files.exists(pointer)
                ? gitDirectory.resolve(Files.readString(pointer).strip()).normalize()
                : gitDirectory;
    }

    /** The address of the remote without credentials, else the directory's name. */
    private static String nameOf(Repository repository) {
        Config config = repository.getConfig();
        String url = config.getString("remote", "origin", "url");
        if (url != null) {
            try {
                return new URIish(url).setUser(null).setPass(null).toString();
            } catch (URISyntaxException e) {
                return "origin";
            }
        }
        File directory = repository.isBare() ? repository.getDirectory() : repository.getWorkTree();
        return directory.getName();
    }

    Repository jgit() {
        return repository;
    }

    /** The same repository, opened afresh: with every pack that was given up for damage. */
    Repository again() throws IOException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder().setGitDir(repository.getDirectory());
        builder.setObjectDirectory(((FileRepository) repository).getObjectsDirectory());
        if (here) {
            builder.readEnvironment();
        }
        return builder.setMustExist(true).build();
    }

    /** Whether this opening of the repository has lost packs since. */
    boolean hasGivenUpPacks(Repository opened) {
        return packs(opened) < packs;
    }

    private static int packs(Repository opened) {
        return ((FileRepository) opened).getObjectDatabase().getPacks().size();
    }

    /** Whether an object is stored; one in a damaged pack may count as stored or not. */
    boolean has(AnyObjectId id) {
        try {
            return repository.getObjectDatabase().has(id);
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    Path common() {
        return repository.getCommonDirectory().toPath();
    }

    /** What places call it. */
    public String name() {
        return name;
    }

    /** Whether commits are missing by intention. */
    boolean shallow() {
        return Files.exists(common().resolve("shallow"));
    }

    /** Whether objects are missing by intention. */
    boolean partial() {
        Config config = repository.getConfig();
        return config.getSubsections("remote").stream()
                .anyMatch(remote -> config.getBoolean("remote", remote, "promisor", false));
    }

    @Override
    public void close() {
        repository.close();
    }
}
