package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.cli.LauncherTree.Launch;
import dev.keyturn.hook.GitSandbox;
import dev.keyturn.hook.Prefilter;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which commits the launcher lets pass by itself, and which it starts a JVM for, here one that only says so. */
@Timeout(60)
@RevealsPlaintext("stages generated keys")
class LauncherHookTest {
    private static final String SHORT = "dev.keyturn.cli.StagedHook pre-commit";
    private static final String LONG = "-all.jar hook run pre-commit";

    private final String key =
            ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom()).reveal();

    @TempDir
    Path scratch;

    private LauncherTree tree;
    private GitSandbox sandbox;
    private Path repository;

    @BeforeEach
    void lay() throws Exception {
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        tree = new LauncherTree(scratch);
        tree.addJava("25.0.1");
        tree.built().with("KEYTURN_JAVA_HOME", scratch.resolve(".jdks/25.0.1").toString());
        Path filter = tree.root().resolve("target/keyturn/filter");
        new Prefilter(Rules.builtIn()).write(filter);
        Rules.writeCertain(filter.resolve("rules"));
        sandbox = new GitSandbox(scratch.resolve("git"));
        repository = sandbox.repository(scratch.resolve("project"));
    }

    private void stage(String file, String text) throws IOException {
        GitSandbox.write(repository.resolve(file), text);
        sandbox.git(repository, "add", "--all");
    }

    private Launch hook() throws Exception {
        return hook("hook", "run", "pre-commit");
    }

    private Launch hook(String... arguments) throws Exception {
        return LauncherTree.finish(
                tree.start(repository, LauncherTree.command(tree.root().resolve("keyturn"), arguments)));
    }

    private void assertPasses() throws Exception {
        assertThat(hook()).isEqualTo(new Launch(0, "", ""));
    }

    private void assertStarts(String how) throws Exception {
        assertThat(hook().output()).contains(how);
    }

    @Test
    void whatHoldsNothingPassesWithoutAJvm() throws Exception {
        assertPasses();
        stage("deep/Clean.java", "class Clean { String token = request.token(); }\n");
        stage("a \"quoted\"\nname", "nothing\n");
        sandbox.git(repository, "rm", "-q", "README");
        assertPasses();
    }

    @Test
    void whatMayHoldAKeyIsScanned() throws Exception {
        stage("file", "key=" + key + "\n");
        assertStarts(SHORT);
        sandbox.git(repository, "commit", "-q", "-m", "Key");
        assertPasses();
        stage(key + ".txt", "nothing\n");
        assertStarts(SHORT);
        sandbox.git(repository, "reset", "-q", "--hard");
        Files.createSymbolicLink(repository.resolve("link"), Path.of("/srv/" + key));
        sandbox.git(repository, "add", "link");
        assertStarts(SHORT);
    }

    @Test
    void attributesHideNothingAndConfigurationRunsNothing() throws Exception {
        Path trap = GitSandbox.script(scratch.resolve("trap"), "#!/bin/sh\ntouch '" + scratch + "/sprung'\ncat\n");
        stage(".gitattributes", "* -diff -text binary diff=x filter=x\n");
        stage("file", "nothing\n");
        for (String name : new String[] {
            "core.fsmonitor", "diff.external", "diff.x.textconv", "core.pager", "filter.x.clean", "filter.x.smudge"
        }) {
            sandbox.git(repository, "config", name, trap.toString());
        }
        assertPasses();
        sandbox.git(repository, "config", "--unset", "core.fsmonitor");
        sandbox.git(repository, "config", "--unset", "filter.x.clean");
        stage("file", key);
        sandbox.git(repository, "config", "core.fsmonitor", trap.toString());
        assertStarts(SHORT);
        assertThat(scratch.resolve("sprung")).doesNotExist();
    }

    @Test
    void theIndexThatGitNamesIsTheOneThatCounts() throws Exception {
        Path other = scratch.resolve("other-index");
        Files.copy(repository.resolve(".git/index"), other);
        stage("file", key);
        assertStarts(SHORT);
        tree.with("GIT_INDEX_FILE", other.toString());
        assertPasses();
    }

    @Test
    void whatIsNotOrdinaryIsReadByTheScannerItself() throws Exception {
        sandbox.git(repository, "checkout", "-q", "-b", "side");
        stage("side", key);
        sandbox.git(repository, "commit", "-q", "-m", "Side");
        sandbox.git(repository, "checkout", "-q", "main");
        stage("main", "main\n");
        sandbox.git(repository, "commit", "-q", "-m", "Main");
        sandbox.git(repository, "merge", "-q", "--no-commit", "side");
        assertStarts(LONG);
        sandbox.git(repository, "reset", "-q", "--hard");
        stage(".gitleaks.toml", "title = \"x\"\n");
        assertStarts(LONG);
        sandbox.git(repository, "reset", "-q", "--hard");
        sandbox.git(repository, "checkout", "-q", "--orphan", "new");
        assertStarts(LONG);
    }

    @Test
    void whatGitCannotReadIsScanned() throws Exception {
        stage("file", "nothing\n");
        String id = sandbox.git(repository, "rev-parse", ":file");
        Files.delete(repository.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));
        assertStarts(SHORT);
    }

    @Test
    void aFilterOlderThanTheScannerIsNotAsked() throws Exception {
        tree.touch("scanner/target/keyturn-scanner-9.9-all.jar");
        assertStarts(LONG);
    }

    @Test
    void aMessageIsFilteredToo() throws Exception {
        Path message = GitSandbox.write(repository.resolve(".git/MESSAGE"), "Change\n");
        assertThat(hook("hook", "run", "commit-msg", message.toString())).isEqualTo(new Launch(0, "", ""));
        GitSandbox.write(message, "Use " + key + "\n");
        assertThat(hook("hook", "run", "commit-msg", message.toString()).output())
                .contains("hook run commit-msg");
    }
}
