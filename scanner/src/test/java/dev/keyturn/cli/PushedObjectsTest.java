package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A push carries more than commits: tags with messages, tags of tags, of trees and of files, and names. */
@RevealsPlaintext("pushes generated keys to have them stopped")
class PushedObjectsTest {
    private static final String ZEROS = "0".repeat(40);

    @TempDir
    Path folder;

    /** Makes an object and returns the name of the ref that is pushed. */
    private interface Making {
        String make(GitSandbox git, Path repository, String key) throws IOException;
    }

    private record Pushed(String name, Making making) {}

    private static List<Pushed> everything() {
        return List.of(
                new Pushed("a tag's message", (git, at, key) -> tag(git, at, "v1", "release " + key, "HEAD")),
                new Pushed("a tag of a tag", (git, at, key) -> {
                    tag(git, at, "inner", "inner " + key, "HEAD");
                    tag(git, at, "outer", "outer", "inner");
                    git.git(at, "tag", "-d", "inner");
                    return "refs/tags/outer";
                }),
                new Pushed("a tag's tagger", (git, at, key) -> {
                    git.git(at, "-c", "user.name=" + key, "tag", "-a", "-m", "message", "v1");
                    return "refs/tags/v1";
                }),
                new Pushed("a tagged file", (git, at, key) -> tag(git, at, "file", "m", blob(git, at, key))),
                new Pushed("a file under a light tag", (git, at, key) -> {
                    git.git(at, "tag", "light", blob(git, at, key));
                    return "refs/tags/light";
                }),
                new Pushed("a tagged tree", (git, at, key) -> tag(git, at, "tree", "m", tree(git, at, "d/f", key))),
                new Pushed("a name in a tree under a light tag", (git, at, key) -> {
                    git.git(at, "tag", "light", tree(git, at, key, "content"));
                    return "refs/tags/light";
                }),
                new Pushed("a branch's name", (git, at, key) -> {
                    git.git(at, "branch", "try-" + key);
                    return "refs/heads/try-" + key;
                }),
                new Pushed("a light tag's name", (git, at, key) -> {
                    git.git(at, "tag", "try-" + key);
                    return "refs/tags/try-" + key;
                }),
                new Pushed("an empty commit's message", (git, at, key) -> {
                    git.git(at, "checkout", "-q", "-b", "side");
                    git.git(at, "commit", "-q", "--no-verify", "--allow-empty", "-m", "use " + key);
                    return "refs/heads/side";
                }));
    }

    private static String tag(GitSandbox git, Path at, String name, String message, String target) {
        git.git(at, "tag", "-a", "-m", message, name, target);
        return "refs/tags/" + name;
    }

    private static String blob(GitSandbox git, Path at, String content) throws IOException {
        GitSandbox.write(at.resolve("loose"), "a line\n" + content + "\n");
        return git.git(at, "hash-object", "-w", "loose");
    }

    private static String tree(GitSandbox git, Path at, String file, String content) throws IOException {
        GitSandbox.write(at.resolve(file), content);
        git.git(at, "add", file);
        String tree = git.git(at, "write-tree");
        git.git(at, "rm", "-q", "--cached", "-f", file);
        return tree;
    }

    private void assertStopped(GitSandbox git, Path repository, ApiKey key, String input, String... hook) {
        String[] arguments = Stream.concat(Stream.of("hook", "run", "--repo", repository.toString()), Stream.of(hook))
                .toArray(String[]::new);
        CommandLineRun run = CommandLineRun.in(git.environment(), input, arguments);
        assertThat(run.exitCode())
                .as(run.err().replace(key.reveal(), "(plaintext)"))
                .isEqualTo(1);
        assertThat(run.err()).contains(key.hint());
        assertThat(run.err().contains(key.reveal())).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> nothingThatAPushCarriesGetsThrough() {
        return everything().stream()
                .map(pushed -> DynamicTest.dynamicTest(pushed.name(), () -> {
                    Path here = folder.resolve(pushed.name().replaceAll("\\W", "-"));
                    GitSandbox git = new GitSandbox(here);
                    Path repository = git.repository(here.resolve("repository"));
                    ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
                    git.git(repository, "update-ref", "refs/remotes/origin/main", "HEAD");
                    String ref = pushed.making().make(git, repository, key.reveal());
                    String id = git.git(repository, "rev-parse", ref);
                    String sent = ref + " " + id + " " + ref + " " + ZEROS + "\n";
                    assertStopped(git, repository, key, sent, "pre-push", "origin", "url");
                    if (!ref.startsWith("refs/heads/")) {
                        CommandLineRun range = CommandLineRun.in(
                                git.environment(),
                                "",
                                "scan",
                                "range",
                                "main.." + ref,
                                "--repo",
                                repository.toString());
                        assertThat(range.exitCode()).isIn(1, 2);
                    }
                    git.git(repository, "checkout", "-q", "main");
                    git.git(repository, "update-ref", "-d", ref);
                    assertStopped(git, repository, key, ZEROS + " " + id + " " + ref + "\n", "pre-receive");
                }));
    }

    @Test
    void whatTheOtherSideHasAlreadyIsNoAddition() throws IOException {
        GitSandbox git = new GitSandbox(folder);
        Path repository = git.repository(folder.resolve("repository"));
        ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
        String ref = tag(git, repository, "v1", "release " + key.reveal(), "HEAD");
        String id = git.git(repository, "rev-parse", ref);
        String sent = "refs/tags/v1 " + id + " refs/tags/v1 " + id + "\n";
        CommandLineRun run = CommandLineRun.in(
                git.environment(), sent, "hook", "run", "--repo", "" + repository, "pre-push", "origin", "url");
        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
    }
}
