package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.cli.LauncherTree.Launch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LauncherTest {
    @TempDir
    Path scratch;

    private LauncherTree tree;

    @BeforeEach
    void lay() throws Exception {
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        tree = new LauncherTree(scratch);
    }

    @Test
    void theProgramGetsFolderArgumentsAndInputAndGivesItsExitCode() throws Exception {
        tree.withThisJava().built();
        Path link =
                Files.createSymbolicLink(scratch.resolve("a link"), tree.root().resolve("keyturn"));
        Path folder = Files.createDirectory(scratch.resolve("elsewhere"));
        Launch launch =
                LauncherTree.finish(tree.start(folder, LauncherTree.command(link, "key", "a b", "", "*", "exit", "7")));
        assertThat(launch.exit()).isEqualTo(7);
        assertThat(launch.output()).isEqualTo("""
                        in %s
                        argument [key]
                        argument [a b]
                        argument []
                        argument [*]
                        argument [exit]
                        argument [7]
                        input [given]
                        """.formatted(folder.toRealPath()));
    }

    @Test
    void classesAreCachedOnceForEachJar() throws Exception {
        tree.withThisJava().built();
        assertThat(tree.launch("key").errors()).contains("preparing quick starts");
        assertThat(tree.launch("key").errors()).isEmpty();
        try (var files = Files.list(tree.root().resolve("target/keyturn"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".cache"))).hasSize(1);
        }
        tree.touch("scanner/target/keyturn-scanner-9.9-all.jar");
        assertThat(tree.launch("key").errors()).contains("preparing quick starts");
    }

    @Test
    void aSignalReachesTheProgram() throws Exception {
        tree.withThisJava().built();
        Process server = tree.start(tree.root(), List.of("./keyturn", "server", "wait"));
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.lines().anyMatch("ready"::equals)).isTrue();
            server.toHandle().destroy();
            assertThat(server.waitFor()).isEqualTo(143);
            assertThat(output.readLine()).isEqualTo("stopped");
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void theNewestJavaRunsUnlessOneIsNamed() throws Exception {
        tree.built();
        Path older = tree.addJava("17.0.9");
        tree.addJava("99.1");
        tree.addJava("1.8.0_392");
        assertThat(tree.with("JAVA_HOME", older.toString())
                        .launch("rotator", "plan")
                        .output())
                .startsWith("java 99.1 ")
                .contains(" --enable-native-access=ALL-UNNAMED ")
                .endsWith("keyturn-rotator-9.9.jar plan\n");
        assertThat(tree.launch("--version").output()).contains("keyturn 9.9\njava 99.1 (");
        assertThat(tree.with("KEYTURN_JAVA_HOME", older.toString())
                        .with("KEYTURN_JAVA_OPTS", "-Xmx1g -Da=b")
                        .launch("rotator", "plan")
                        .output())
                .startsWith("java 17.0.9 ")
                .contains(" -Xmx1g -Da=b -jar ")
                .doesNotContain("--enable-native-access");
    }

    @Test
    void anOldOrMissingJavaIsSaidPlainly() throws Exception {
        tree.built();
        Path old = tree.addJava("11.0.2");
        Launch launch = tree.with("KEYTURN_JAVA_HOME", old.toString()).launch("server");
        assertThat(launch.exit()).isEqualTo(2);
        assertThat(launch.errors()).contains("is no Java 17 or newer");
        assertThat(launch.output()).isEmpty();
    }

    @Test
    void itBuildsWhatIsMissingAndAgainWhenSourcesAreNewer() throws Exception {
        tree.with("KEYTURN_JAVA_HOME", tree.addJava("21").toString());
        assertThat(tree.launch("server").output()).contains("keyturn-api-server-9.9.jar");
        assertThat(tree.mavenCalls()).hasSize(1).first().asString().contains("-pl api/server package");
        tree.launch("server");
        assertThat(tree.mavenCalls()).hasSize(1);
        tree.touch("scanner/src/main/A.java");
        tree.launch("server");
        assertThat(tree.mavenCalls()).hasSize(1);
        tree.touch("api/contract/src/main/A.java");
        assertThat(tree.launch("server").exit()).isZero();
        assertThat(tree.mavenCalls()).hasSize(2);
    }

    @Test
    void aBuildByHandCounts() throws Exception {
        tree.with("KEYTURN_JAVA_HOME", tree.addJava("21").toString()).built();
        assertThat(tree.launch("server").errors()).isEmpty();
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @Test
    void itDoesNotBuildWhereItIsToldNotTo() throws Exception {
        tree.with("KEYTURN_JAVA_HOME", tree.addJava("21").toString()).with("KEYTURN_NO_BUILD", "1");
        Launch launch = tree.launch("server");
        assertThat(launch.exit()).isEqualTo(2);
        assertThat(launch.errors()).contains("server is not built");
        tree.built().touch("pom.xml");
        assertThat(tree.launch("server").output()).endsWith("keyturn-api-server-9.9.jar\n");
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @Test
    void aFailedBuildShowsItsLogAndStartsNothing() throws Exception {
        tree.with("KEYTURN_JAVA_HOME", tree.addJava("21").toString()).writeMaven("echo 'cannot find symbol'; exit 1");
        for (int attempt = 1; attempt <= 2; attempt++) {
            Launch launch = tree.launch("scan", "stdin");
            assertThat(launch.exit()).isEqualTo(2);
            assertThat(launch.output()).isEmpty();
            assertThat(launch.errors()).contains("cannot find symbol").contains("target/keyturn/build.log");
            assertThat(tree.mavenCalls()).hasSize(attempt);
        }
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        tree.with("KEYTURN_JAVA_HOME", tree.addJava("21").toString()).removeMaven();
        Launch launch = tree.launch("server");
        assertThat(launch.exit()).isEqualTo(2);
        assertThat(launch.errors()).contains("no Maven found").contains("apt install maven");
    }

    @Test
    void twoLaunchesAtOnceBuildOnce() throws Exception {
        Path go = scratch.resolve("go");
        tree.with("KEYTURN_JAVA_HOME", tree.addJava("21").toString())
                .writeMaven("until [ -f '%s' ]; do sleep 0.1; done; mkdir -p api/server/target; ".formatted(go)
                        + ": > api/server/target/keyturn-api-server-9.9.jar");
        Process first = tree.start(tree.root(), List.of("./keyturn", "server"));
        BufferedReader firstErrors = first.errorReader();
        assertThat(firstErrors.readLine()).contains("building server");
        Process second = tree.start(tree.root(), List.of("./keyturn", "server"));
        assertThat(second.errorReader().readLine()).contains("another keyturn is building");
        Files.createFile(go);
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void theLockOfADeadProcessIsBroken() throws Exception {
        tree.with("KEYTURN_JAVA_HOME", tree.addJava("21").toString());
        Process dead = tree.start(tree.root(), List.of("sh", "-c", "exit 0"));
        dead.waitFor();
        Path state = Files.createDirectories(tree.root().resolve("target/keyturn"));
        Files.createSymbolicLink(state.resolve("lock"), Path.of(Long.toString(dead.pid())));
        assertThat(tree.launch("server").exit()).isZero();
        assertThat(state.resolve("lock")).doesNotExist();
    }

    @Test
    void aCheckoutThatCannotBeWrittenToRunsAsItIsBuilt() throws Exception {
        tree.with("KEYTURN_JAVA_HOME", tree.addJava("25").toString()).built();
        tree.touch("scanner/src/main/A.java");
        try (ReadOnly locked = new ReadOnly(tree.root())) {
            Launch launch =
                    LauncherTree.finish(tree.start(tree.root(), locked.asOrdinaryUser("./keyturn", "key", "check")));
            assertThat(launch.exit()).isZero();
            assertThat(launch.output()).endsWith("keyturn-scanner-9.9-all.jar key check\n");
            assertThat(launch.errors()).contains("running the build that is there");
        }
    }

    @Test
    void aHooksRepositoryIsNotTakenForTheCheckout() throws Exception {
        for (String command : List.of(
                "git init -q", "git add keyturn", "git -c user.name=n -c user.email=e@example.org commit -qm one")) {
            assertThat(LauncherTree.finish(tree.start(tree.root(), List.of("sh", "-c", command)))
                            .exit())
                    .isZero();
        }
        assertThat(tree.launch("--version").output()).containsPattern("\nbuild [0-9a-f]{12}\n");
        tree.with("GIT_DIR", scratch.resolve("another").toString());
        assertThat(tree.launch("--version").output()).containsPattern("\nbuild [0-9a-f]{12}\n");
    }

    @Test
    void anUnknownCommandPointsToHelp() throws Exception {
        Launch unknown = tree.launch("scna");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.errors()).contains("unknown command 'scna'").contains("keyturn help");
        assertThat(tree.launch("help").output()).startsWith("Usage: keyturn COMMAND");
        assertThat(tree.launch().exit()).isEqualTo(2);
    }
}
