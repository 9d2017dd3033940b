package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Damaged, incomplete and malicious input: what can be read is read, the rest is named, and nothing fails with a fault. */
@RevealsPlaintext("hides a generated key behind damage to find it again")
class HostileInputTest {
    @TempDir
    Path folder;

    private GitSandbox git;
    private Path repository;
    private ApiKey key;

    private interface Harm {
        void to(Path gitDirectory) throws IOException;
    }

    /** @param says what standard error holds then */
    private record Damage(String name, Harm harm, int exitCode, String says) {}

    @BeforeEach
    void aPackedRepositoryWithAKey() throws IOException {
        git = new GitSandbox(folder.resolve("sandbox"));
        repository = git.repository(folder.resolve("repository"));
        key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
        byte[] noise = new byte[60_000];
        new SecureRandom().nextBytes(noise);
        GitSandbox.write(repository.resolve("noise"), Base64.getEncoder().encodeToString(noise));
        GitSandbox.write(repository.resolve("key"), key.reveal() + "\n");
        git.git(repository, "add", ".");
        git.git(repository, "commit", "-q", "--no-verify", "-m", "Add");
        git.git(repository, "gc", "-q");
    }

    private static List<Damage> damages() {
        String unreadable = "nothing of this repository could be read";
        return List.of(
                new Damage("a flipped byte in a pack", at -> overwrite(only(at, "*.pack"), 0.5), 1, "INCOMPLETE"),
                new Damage("a pack without index", at -> Files.delete(only(at, "*.idx")), 1, "no whole index"),
                new Damage("a damaged index", at -> Files.write(only(at, "*.idx"), new byte[99]), 1, "no whole index"),
                new Damage("an index without pack", at -> Files.delete(only(at, "*.pack")), 2, unreadable),
                new Damage("alternates that are no text", at -> alternates(at, "\u00ff\u00fe\n\0"), 1, "alternate "),
                new Damage("an alternate that is not there", at -> alternates(at, "/nowhere\n"), 1, "/nowhere"),
                new Damage("an alternate that is itself", at -> alternates(at, at + "/objects\n"), 1, "1 finding"),
                new Damage(
                        "a ref to what is not there",
                        at -> Files.writeString(at.resolve("refs/heads/x"), "1".repeat(40) + "\n"),
                        1,
                        "refs/heads/x"),
                new Damage(
                        "damaged refs", at -> Files.writeString(at.resolve("packed-refs"), "zzz x\n"), 1, "git fsck"));
    }

    private static Path only(Path gitDirectory, String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(gitDirectory.resolve("objects/pack"), pattern)) {
            Path file = files.iterator().next();
            assertThat(file.toFile().setWritable(true)).isTrue();
            return file;
        }
    }

    private static void overwrite(Path file, double where) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((long) (bytes.length() * where));
            bytes.write(new byte[] {-1, 0, -1, 0});
        }
    }

    private static void alternates(Path gitDirectory, String content) throws IOException {
        Files.createDirectories(gitDirectory.resolve("objects/info"));
        Files.write(gitDirectory.resolve("objects/info/alternates"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private CommandLineRun scan(String... arguments) {
        CommandLineRun run = CommandLineRun.in(git.environment(), "", arguments);
        assertThat((run.out() + run.err()).contains(key.reveal())).isFalse();
        assertThat(run.err()).doesNotContain("should not have happened", "in this program");
        return run;
    }

    @TestFactory
    Stream<DynamicTest> damageIsNamedAndWhatIsLeftIsRead() {
        return damages().stream()
                .map(damage -> DynamicTest.dynamicTest(damage.name(), () -> {
                    Path copy = folder.resolve(damage.name().replace(' ', '-'));
                    git.run(folder, "", List.of("cp", "-r", repository.toString(), copy.toString()));
                    damage.harm().to(copy.resolve(".git"));
                    CommandLineRun run = scan("scan", "git", copy.toString());
                    assertThat(run.exitCode()).as(run.err()).isEqualTo(damage.exitCode());
                    assertThat(run.err()).contains(damage.says());
                }));
    }

    @Test
    void whatAPartialCloneLacksIsNamed() {
        git.git(repository, "config", "uploadpack.allowFilter", "true");
        for (String filter : List.of("blob:none", "tree:0")) {
            Path clone = folder.resolve(filter.replace(':', '-'));
            git.git(
                    folder,
                    "clone",
                    "-q",
                    "--no-checkout",
                    "--filter=" + filter,
                    "file://" + repository,
                    clone.toString());
            CommandLineRun run = scan("scan", "git", "--require-complete", clone.toString());
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("the clone is partial");
        }
    }

    @Test
    void treesOfAnyDepthAndOfTooManyPathsAreRead() throws IOException {
        String deep = git.git(repository, "rev-parse", "HEAD^{tree}");
        for (int i = 0; i < 12; i++) {
            StringBuilder entries = new StringBuilder();
            for (int j = 0; j < 10; j++) {
                entries.append("040000 tree ")
                        .append(deep)
                        .append("\td")
                        .append(j)
                        .append('\n');
            }
            deep = git.run(repository, entries.toString(), List.of("git", "mktree"))
                    .output()
                    .strip();
        }
        String commit = git.git(repository, "commit-tree", "-m", "Many paths", deep);
        git.git(repository, "update-ref", "refs/heads/many", commit);
        assertThat(scan("scan", "git", repository.toString()).exitCode()).isEqualTo(1);
        assertThat(scan("scan", "range", "main..many", "--repo", repository.toString())
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void reportsGoThroughLinksAndNeverReplaceADevice() throws Exception {
        Path target = folder.resolve("target");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        assertThat(scan("scan", "git", repository.toString(), "--output", link.toString())
                        .exitCode())
                .isEqualTo(1);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(target).content().contains(key.hint());
        Path pipe = folder.resolve("pipe");
        git.run(folder, "", List.of("mkfifo", pipe.toString()));
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> readAll(pipe));
        scan("scan", "git", repository.toString(), "--output", pipe.toString());
        assertThat(read.get(60, TimeUnit.SECONDS)).contains(key.hint());
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    private static String readAll(Path pipe) {
        try {
            return Files.readString(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aKeyThatIsGivenAsAnArgumentIsNotRepeated() {
        assertThat(scan("scan", "dir", key.reveal()).err()).contains("sk_…");
        assertThat(scan("scan", "range", key.reveal() + "..HEAD", "--repo", repository.toString())
                        .err())
                .contains("sk_…");
    }

    @Test
    void aConfigurationThatIsRefusedHidesNothing() throws IOException {
        List<String> hostile = List.of(
                "[[rules]]\nid = \"x\"\nregex = '''((a{900}){900}){900}'''\n",
                "[[rules]]\nid = \"x\"\nregex = '''(?i)[" + "\\x{42}-\\x{1e942}".repeat(400) + "]'''\n",
                "[allowlist]\npaths = ['''.*''']\n",
                "[extend]\npath = \"/dev/zero\"\n",
                "no toml");
        for (String configuration : hostile) {
            GitSandbox.write(repository.resolve(".gitleaks.toml"), configuration);
            CommandLineRun run = scan("scan", "git", repository.toString());
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).contains(key.hint());
        }
    }

    @Test
    void anExpressionThatTakesTooLongIsGivenUp() throws IOException {
        GitSandbox.write(repository.resolve("flood"), "a".repeat(300_000));
        git.git(repository, "add", "flood");
        git.git(repository, "commit", "-q", "--no-verify", "-m", "Flood");
        String counted = "a{1,1000}".repeat(19);
        GitSandbox.write(
                repository.resolve(".gitleaks.toml"), "[[rules]]\nid = \"x\"\nregex = '''" + counted + "x'''\n");
        CommandLineRun run = scan("scan", "git", repository.toString());
        assertThat(run.out()).contains(key.hint());
        assertThat(run.err()).contains("rule x", "takes too long");
    }

    @Test
    void anEmptyStreamIsNotGreenBySilence() {
        assertThat(scan("scan", "stdin").exitCode()).isEqualTo(2);
        assertThat(scan("scan", "stdin", "--allow-empty").exitCode()).isZero();
    }
}
