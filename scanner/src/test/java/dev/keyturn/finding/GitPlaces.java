package dev.keyturn.finding;

import static dev.keyturn.finding.TextPlaces.ascii;

import dev.keyturn.finding.HidingPlace.Hiding;
import dev.keyturn.finding.HidingPlace.Reading;
import dev.keyturn.hook.GitSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;

/** Places that git itself has. */
final class GitPlaces {
    private static final String NOISE = "line of text, nothing else\n".repeat(9000);

    private GitPlaces() {}

    private static HidingPlace in(String name, Hiding hiding) {
        return new HidingPlace(name, Reading.HISTORY, hiding);
    }

    /** On a branch that is left again. */
    private static void aside(Hideout here, String key) throws IOException {
        here.git("checkout", "-qb", "side");
        here.commitFile("file.txt", key);
        here.git("checkout", "-q", "main");
    }

    static List<HidingPlace> history() {
        return Stream.of(refs(), stores()).flatMap(List::stream).toList();
    }

    private static List<HidingPlace> refs() {
        return List.of(
                in("a file that was deleted again", (here, key) -> {
                    here.commitFile("file.txt", key);
                    here.git("rm", "-q", "file.txt");
                    here.git("commit", "-qm", "gone");
                }),
                in("a branch that is not checked out", GitPlaces::aside),
                in("a merge's own content", (here, key) -> {
                    here.git("checkout", "-qb", "side");
                    here.commitFile("side.txt", "side\n");
                    here.git("checkout", "-q", "main");
                    here.commitFile("main.txt", "main\n");
                    here.git("merge", "-q", "--no-commit", "side");
                    here.commitFile("merged.txt", key);
                }),
                in("a detached HEAD", (here, key) -> {
                    here.git("checkout", "-q", "--detach");
                    here.commitFile("file.txt", key);
                    here.git("reflog", "expire", "--expire=now", "--all");
                }),
                in("another branch of an unborn HEAD", (here, key) -> {
                    here.commitFile("file.txt", key);
                    here.git("checkout", "-q", "--orphan", "unborn");
                }),
                in("HEAD of a linked worktree", (here, key) -> {
                    here.git("worktree", "add", "-q", "--detach", "../linked");
                    GitSandbox.write(here.repository().resolveSibling("linked").resolve("f"), key);
                    Path linked = here.repository().resolveSibling("linked");
                    here.sandbox().git(linked, "add", ".");
                    here.sandbox().git(linked, "commit", "-qm", "there");
                }),
                in("a ref of a linked worktree", (here, key) -> {
                    here.git("worktree", "add", "-q", "--detach", "../linked");
                    aside(here, key);
                    Path linked = here.repository().resolveSibling("linked");
                    here.sandbox().git(linked, "update-ref", "refs/worktree/kept", "side");
                    here.git("branch", "-qD", "side");
                }),
                in("a ref of a bisection", (here, key) -> {
                    aside(here, key);
                    here.git("update-ref", "refs/bisect/bad", "side");
                    here.git("branch", "-qD", "side");
                }),
                in("a stash", (here, key) -> {
                    here.write("README", ascii(key));
                    here.git("stash", "-q");
                }),
                in("an older stash", (here, key) -> {
                    here.write("README", ascii(key));
                    here.git("stash", "-q");
                    here.write("README", ascii("another change"));
                    here.git("stash", "-q");
                }),
                in("a stash of files that are not tracked", (here, key) -> {
                    here.write("new.txt", ascii(key));
                    here.git("stash", "-qu");
                }),
                in("a note", (here, key) -> here.git("notes", "add", "-m", key)),
                in("a hidden ref", (here, key) -> {
                    aside(here, key);
                    here.git("update-ref", "refs/pull/7/head", "side");
                    here.git("branch", "-qD", "side");
                }),
                in("a ref of a remote", (here, key) -> {
                    aside(here, key);
                    here.git("update-ref", "refs/remotes/origin/side", "side");
                    here.git("branch", "-qD", "side");
                }),
                in("a blob that a ref points to", (here, key) -> {
                    here.write("loose.txt", ascii(key));
                    here.git("tag", "blob", here.git("hash-object", "-w", "loose.txt"));
                }),
                in("a tree that a ref points to", (here, key) -> {
                    here.commitFile("loose.txt", key);
                    here.git("tag", "tree", "HEAD^{tree}");
                    here.git("reset", "-q", "--hard", "HEAD~1");
                }),
                in("a tag of a tag of a blob", (here, key) -> {
                    here.write("loose.txt", ascii(key));
                    here.git("tag", "-a", "-m", "inner", "inner", here.git("hash-object", "-w", "loose.txt"));
                    here.git("tag", "-a", "-m", "outer", "outer", "inner");
                    here.git("tag", "-d", "inner");
                }),
                in("behind a replace ref", (here, key) -> {
                    here.commitFile("file.txt", key);
                    here.git("replace", "HEAD", "HEAD~1");
                }),
                in("behind a graft", (here, key) -> {
                    here.commitFile("file.txt", key);
                    here.git("rm", "-q", "file.txt");
                    here.git("commit", "-qm", "gone");
                    here.git("commit", "-q", "--allow-empty", "-m", "tip");
                    String graft = here.git("rev-parse", "HEAD") + " " + here.git("rev-parse", "HEAD~3") + "\n";
                    GitSandbox.write(here.repository().resolve(".git/info/grafts"), graft);
                }));
    }

    private static List<HidingPlace> stores() {
        return List.of(
                in("a packed history with deltas", (here, key) -> {
                    here.commitFile("big.txt", NOISE);
                    here.commitFile("big.txt", NOISE + key);
                    here.commitFile("big.txt", NOISE + "end");
                    here.git("gc", "-q");
                }),
                in("the middle of a delta", (here, key) -> {
                    here.commitFile("big.txt", NOISE + "half " + key.substring(0, 20) + "\n" + NOISE);
                    here.commitFile("big.txt", NOISE + "half " + key + "\n" + NOISE);
                    here.git("gc", "-q");
                }),
                in("packed refs", (here, key) -> {
                    aside(here, key);
                    here.git("pack-refs", "--all");
                }),
                in("reftable", (here, key) -> {
                    aside(here, key);
                    try (FileRepository repository =
                            new FileRepository(here.repository().resolve(".git").toFile())) {
                        repository.convertRefStorage("reftable", false, false);
                    }
                }),
                in("an older stash in a reftable", (here, key) -> {
                    here.write("README", ascii(key));
                    here.git("stash", "-q");
                    here.write("README", ascii("another change"));
                    here.git("stash", "-q");
                    try (FileRepository repository =
                            new FileRepository(here.repository().resolve(".git").toFile())) {
                        repository.convertRefStorage("reftable", true, false);
                    }
                }),
                in("an alternate", (here, key) -> {
                    here.commitFile("file.txt", key);
                    Path other = here.repository().resolveSibling("other");
                    here.sandbox().git(here.repository(), "clone", "-q", "--bare", ".", other.toString());
                    here.git("reset", "-q", "--hard", "HEAD~1");
                    here.git("reflog", "expire", "--expire=now", "--all");
                    here.git("gc", "-q", "--prune=now");
                    GitSandbox.write(here.repository().resolve(".git/objects/info/alternates"), other + "/objects\n");
                    here.git("update-ref", "refs/heads/side", here.sandbox().git(other, "rev-parse", "main"));
                }),
                in("content of git LFS, where it is", (here, key) -> {
                    byte[] content = ascii("content " + key);
                    String oid = sha256(content);
                    here.write("large.bin", ascii(lfsPointer(oid, content.length)));
                    here.commit();
                    Path object = here.repository()
                            .resolve(".git/lfs/objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid);
                    Files.createDirectories(object.getParent());
                    Files.write(object, content);
                }),
                in("a bundle among the files", (here, key) -> {
                    aside(here, key);
                    here.git("bundle", "create", "-q", "../all.bundle", "--all");
                    here.git("branch", "-qD", "side");
                    here.git("reflog", "expire", "--expire=now", "--all");
                    here.git("gc", "-q", "--prune=now");
                    here.write(
                            "all.bundle", Files.readAllBytes(here.repository().resolveSibling("all.bundle")));
                    here.commit();
                }),
                in("a pack with deltas among the files", (here, key) -> {
                    here.commitFile("big.txt", NOISE + key + NOISE);
                    here.commitFile("big.txt", NOISE + key.substring(0, 20) + "-" + NOISE);
                    here.git("gc", "-q");
                    try (Stream<Path> packs = Files.list(here.repository().resolve(".git/objects/pack"))) {
                        Path pack = packs.filter(file -> file.toString().endsWith(".pack"))
                                .findFirst()
                                .orElseThrow();
                        here.git("checkout", "-q", "--orphan", "fresh");
                        here.git("rm", "-qrf", ".");
                        here.write("kept.pack", Files.readAllBytes(pack));
                    }
                    here.commit();
                    here.git("branch", "-qD", "main");
                    here.git("reflog", "expire", "--expire=now", "--all");
                    here.git("gc", "-q", "--prune=now");
                }));
    }

    static List<HidingPlace> names() {
        return List.of(
                in("a commit message", (here, key) -> here.git("commit", "-q", "--allow-empty", "-m", "use " + key)),
                in(
                        "a commit message in UTF-16",
                        (here, key) ->
                                raw(here, "commit", commit(here, "", ("use " + key), StandardCharsets.UTF_16LE))),
                in(
                        "a commit message in latin1",
                        (here, key) -> raw(
                                here,
                                "commit",
                                commit(
                                        here,
                                        "encoding ISO-8859-1\n",
                                        "\u00fcber " + key,
                                        StandardCharsets.ISO_8859_1))),
                in("an author's name", (here, key) -> author(here, key + " <a@b.test>")),
                in("an author's address", (here, key) -> author(here, "a <" + key + "@b.test>")),
                in("a committer's name", (here, key) -> {
                    here.sandbox().environment().put("GIT_COMMITTER_NAME", key);
                    here.git("commit", "-q", "--allow-empty", "-m", "x");
                    here.sandbox().environment().remove("GIT_COMMITTER_NAME");
                }),
                in(
                        "a signature of a commit",
                        (here, key) -> raw(
                                here,
                                "commit",
                                commit(
                                        here,
                                        "gpgsig -----BEGIN PGP SIGNATURE-----\n " + key + "\n -----END\n",
                                        "x",
                                        StandardCharsets.UTF_8))),
                in(
                        "an unknown header of a commit",
                        (here, key) ->
                                raw(here, "commit", commit(here, "x-note " + key + "\n", "x", StandardCharsets.UTF_8))),
                in("a merged tag in a commit", (here, key) -> {
                    String tag = "mergetag object " + here.git("rev-parse", "HEAD")
                            + "\n type commit\n tag v1\n tagger a <a@b> 1 +0000\n \n " + key + "\n";
                    raw(here, "commit", commit(here, tag, "x", StandardCharsets.UTF_8));
                }),
                in("a tag message", (here, key) -> here.git("tag", "-a", "v1", "-m", key)),
                in("the message of a tag of a tag", (here, key) -> {
                    here.git("tag", "-a", "inner", "-m", key);
                    here.git("tag", "-a", "outer", "-m", "outer", "inner");
                    here.git("tag", "-d", "inner");
                }),
                in("a tagger's name", (here, key) -> {
                    here.sandbox().environment().put("GIT_COMMITTER_NAME", key);
                    here.git("tag", "-a", "v1", "-m", "x");
                    here.sandbox().environment().remove("GIT_COMMITTER_NAME");
                }),
                in("a tag name", (here, key) -> here.git("tag", key)),
                in("a branch name", (here, key) -> here.git("branch", "fix/" + key)),
                in(
                        "the name of a symbolic ref",
                        (here, key) -> here.git("symbolic-ref", "refs/heads/" + key, "refs/heads/main")),
                in("a file name", (here, key) -> here.commitFile(key + ".txt", "nothing\n")),
                in("a folder name", (here, key) -> here.commitFile(key + "/file.txt", "nothing\n")),
                in("one of two entries of the same name", (here, key) -> {
                    here.write("a", ascii("nothing"));
                    here.write("b", ascii(key));
                    byte[] tree = PackedPlaces.join(entry(here, "a"), entry(here, "b"));
                    Path file = Files.write(here.sandbox().home().resolve("tree"), tree);
                    String id = here.git("hash-object", "-t", "tree", "-w", "--literally", file.toString());
                    here.git("update-ref", "refs/heads/twice", here.git("commit-tree", "-m", "twice", id));
                }),
                in("a file that can be run", (here, key) -> {
                    GitSandbox.script(here.repository().resolve("run.sh"), "#!/bin/sh\nk=" + key + "\n");
                    here.commit();
                }),
                in("a symbolic link's target", (here, key) -> {
                    Files.createSymbolicLink(here.repository().resolve("link"), Path.of("/srv/" + key));
                    here.commit();
                }),
                in(
                        "a submodule's address",
                        (here, key) -> here.commitFile(
                                ".gitmodules", "[submodule \"x\"]\n\turl = https://u:" + key + "@host.test/x\n")),
                in(
                        "a submodule's name",
                        (here, key) -> here.commitFile(
                                ".gitmodules", "[submodule \"" + key + "\"]\n\turl = https://host.test/x\n")),
                in("a submodule's path", (here, key) -> {
                    here.git("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + "," + key);
                    here.git("commit", "-qm", "x");
                }),
                in(
                        "a file that attributes hide from diffs",
                        (here, key) -> hidden(here, key, "* -diff -text binary export-ignore\n")),
                in(
                        "a file that attributes have converted",
                        (here, key) -> hidden(here, key, "* diff=none filter=none text eol=crlf ident\n")),
                in("a file in an encoding that attributes name", (here, key) -> {
                    here.write(".gitattributes", ascii("*.txt working-tree-encoding=UTF-16\n"));
                    here.commitFile("file.txt", ("\ufeff" + key).getBytes(StandardCharsets.UTF_16LE));
                }),
                in("a file with an allow-list of its own", (here, key) -> {
                    here.write(".gitleaks.toml", ascii("[allowlist]\npaths=['''.*''']\n"));
                    here.write(".gitleaksignore", ascii("file.txt:keyturn-api-key:1\n"));
                    here.commitFile("file.txt", key);
                }));
    }

    static List<HidingPlace> onRequest() {
        return List.of(
                new HidingPlace("a commit that only the reflog has", Reading.ALL_OBJECTS, (here, key) -> {
                    here.commitFile("file.txt", key);
                    here.git("reset", "-q", "--hard", "HEAD~1");
                }),
                new HidingPlace("a dropped stash", Reading.ALL_OBJECTS, (here, key) -> {
                    here.write("README", ascii(key));
                    here.git("stash", "-q");
                    here.git("stash", "drop", "-q");
                }),
                new HidingPlace("a blob that nothing has", Reading.ALL_OBJECTS, (here, key) -> {
                    here.write("loose.txt", ascii(key));
                    here.git("hash-object", "-w", "loose.txt");
                }),
                new HidingPlace("a tag object that nothing has", Reading.ALL_OBJECTS, (here, key) -> {
                    here.git("tag", "-a", "v1", "-m", key);
                    here.git("tag", "-d", "v1");
                }),
                new HidingPlace("the index", Reading.ALL_OBJECTS, (here, key) -> {
                    here.write("staged.txt", ascii(key));
                    here.git("add", "staged.txt");
                }),
                new HidingPlace("the index, by scan staged", Reading.STAGED, (here, key) -> {
                    here.write("staged.txt", ascii(key));
                    here.git("add", "staged.txt");
                    Files.delete(here.repository().resolve("staged.txt"));
                }),
                new HidingPlace("the index of an unborn HEAD, by scan staged", Reading.STAGED, (here, key) -> {
                    here.git("checkout", "-q", "--orphan", "unborn");
                    here.write("staged.txt", ascii(key));
                    here.git("add", "staged.txt");
                }),
                new HidingPlace(
                        "a file that is not tracked, by scan dir",
                        Reading.FILES,
                        (here, key) -> here.write("new.txt", ascii(key))));
    }

    private static void hidden(Hideout here, String key, String attributes) throws IOException {
        here.write(".gitattributes", ascii(attributes));
        here.commitFile("file.txt", key);
    }

    private static void author(Hideout here, String author) {
        here.git("commit", "-q", "--allow-empty", "-m", "x", "--author", author);
    }

    private static byte[] entry(Hideout here, String file) {
        String id = here.git("hash-object", "-w", file);
        return PackedPlaces.join(ascii("100644 same\0"), HexFormat.of().parseHex(id));
    }

    private static byte[] commit(Hideout here, String headers, String message, java.nio.charset.Charset charset) {
        String person = "a <a@b.test> 1700000000 +0000\n";
        String head = "tree " + here.git("rev-parse", "HEAD^{tree}") + "\nparent " + here.git("rev-parse", "HEAD")
                + "\nauthor " + person + "committer " + person + headers + "\n";
        return PackedPlaces.join(ascii(head), message.getBytes(charset));
    }

    /** Stores an object as it is and has a branch point to it. */
    private static void raw(Hideout here, String type, byte[] content) throws IOException {
        Path file = Files.write(here.sandbox().home().resolve("raw"), content);
        String id = here.git("hash-object", "-t", type, "-w", "--literally", file.toString());
        here.git("update-ref", "refs/heads/raw", id);
    }

    static String lfsPointer(String oid, int size) {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize " + size + "\n";
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
