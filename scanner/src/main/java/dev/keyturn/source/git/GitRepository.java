package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** An opened repository. Nothing that its configuration names is ever run. */
public final class GitRepository implements AutoCloseable {
    private static final int LONGEST_POINTER = 1 << 16;

    private final Repository repository;
    private final GitSettings settings;
    private final String name;
    private final boolean here;
    private final Path path;

    private GitRepository(Repository repository, GitSettings settings, Path path) {
        this.repository = repository;
        this.settings = settings;
        this.name = nameOf(repository, settings);
        this.here = isHere(path);
        this.path = path;
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
        Path directory =
                builder.getGitDir() == null ? find(path) : builder.getGitDir().toPath();
        Path common = builder.getGitCommonDir() == null
                ? commonDirectory(directory)
                : builder.getGitCommonDir().toPath();
        GitSettings settings = GitSettings.of(common);
        refuseOtherHashes(settings);
        builder.setGitDir(directory.toFile()).setGitCommonDir(common.toFile());
        builder.setFS(new GuardedFiles(settings.refTables())).setMustExist(true);
        if (builder.getWorkTree() == null && !settings.bare(directory)) {
            builder.setWorkTree(workTree(directory).toFile());
        } else if (builder.getWorkTree() == null) {
            builder.setBare();
        }
        return new GitRepository(builder.build(), settings, path);
    }

    /** The git directory of the closest repository around a path. */
    private static Path find(Path path) throws IOException {
        for (Path at = path; at != null; at = at.getParent()) {
            Path inside = at.resolve(".git");
            if (looksLikeOne(inside)) {
                return inside;
            }
            String pointer = SmallFile.text(inside, LONGEST_POINTER);
            if (pointer.startsWith("gitdir:")) {
                return at.resolve(pointer.substring("gitdir:".length()).strip()).normalize();
            }
            if (looksLikeOne(at)) {
                return at;
            }
        }
        throw new IllegalArgumentException("no repository");
    }

    private static boolean looksLikeOne(Path path) {
        boolean hasStore = Files.isDirectory(path.resolve("objects")) || Files.isRegularFile(path.resolve("commondir"));
        return hasStore && Files.exists(path.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Where the files of a checkout are; only their index matters here. */
    private static Path workTree(Path directory) {
        String pointer =
                SmallFile.text(directory.resolve("gitdir"), LONGEST_POINTER).strip();
        Path inside = pointer.isEmpty() ? directory : directory.resolve(pointer).normalize();
        Path parent = inside.toAbsolutePath().getParent();
        return parent == null ? directory : parent;
    }

    /** Git tells its hooks by environment which repository and index are meant: that holds for where we stand only. */
    private static boolean isHere(Path path) {
        return path.equals(Path.of("").toAbsolutePath().normalize());
    }

    private static void refuseOtherHashes(GitSettings settings) throws Complaint {
        String format = settings.objectFormat();
        if (format != null && !format.equals("sha1")) {
            throw new Complaint(
                    "this repository names its objects by " + format + ", which cannot be read yet",
                    "scan its files instead: keyturn scan dir PATH, or a clone converted to SHA-1");
        }
    }

    /** Where the objects and the configuration are: elsewhere for a linked worktree. */
    static Path commonDirectory(Path gitDirectory) {
        String pointer = SmallFile.text(gitDirectory.resolve("commondir"), LONGEST_POINTER)
                .strip();
        return pointer.isEmpty() ? gitDirectory : gitDirectory.resolve(pointer).normalize();
    }

    /** The address of the remote without credentials, else the directory's name. */
    private static String nameOf(Repository repository, GitSettings settings) {
        String address = settings.address();
        File directory = repository.isBare() ? repository.getDirectory() : repository.getWorkTree();
        return address == null ? directory.getName() : address;
    }

    /** What the next commit would have. */
    DirCache index() throws IOException {
        SmallFile.refuseTrap(repository.getIndexFile().toPath());
        return DirCache.read(repository.getIndexFile(), repository.getFS());
    }

    GitSettings settings() {
        return settings;
    }

    Repository jgit() {
        return repository;
    }

    /**
     * What a scan of its history reads.
     *
     * @param directory the git directory
     * @param stores the directories of objects
     * @param refs the id that git gives a file with what {@code git show-ref --head} prints
     */
    public record Footing(Path directory, List<Path> stores, String refs) {}

    /**
     * Where all that a scan of its history reads is; empty if what it was opened by can come to mean another repository
     * without a change in that: by a link, a file that points elsewhere, or one that turns up further down.
     */
    public Optional<Footing> footing() throws IOException {
        Path directory = repository.getDirectory().toPath();
        Path inside = path.resolve(".git");
        boolean settled = directory.equals(path) || directory.equals(inside);
        if (!settled || !directory.equals(directory.toRealPath()) || !directory.equals(common())) {
            return Optional.empty();
        }
        StringBuilder refs = new StringBuilder(1024);
        Ref head = repository.exactRef(Constants.HEAD);
        Stream.concat(
                        Stream.ofNullable(head),
                        repository.getRefDatabase().getRefsByPrefix(Constants.R_REFS).stream()
                                .sorted(Comparator.comparing(Ref::getName)))
                .filter(ref -> ref.getObjectId() != null)
                .forEach(ref -> refs.append(ref.getObjectId().name())
                        .append(' ')
                        .append(ref.getName())
                        .append('\n'));
        byte[] text = refs.toString().getBytes(StandardCharsets.UTF_8);
        String id =
                new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, text).name();
        return Optional.of(new Footing(directory, new ObjectDirectories(gap -> {}).of(this), id));
    }

    /** Whether git's environment variables mean this repository. */
    boolean here() {
        return here;
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
        return settings.partial();
    }

    @Override
    public void close() {
        repository.close();
    }
}
