package dev.keyturn.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.pack.GeneratedHistory;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistoryCache;
import dev.keyturn.source.git.HistorySource;
import dev.keyturn.testing.LeakOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan that goes on from the last one finds what a full one finds, at the same places, and reads only what is new. */
class HistoryCacheTest {
    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private Path repository;
    private Path caches;

    @BeforeEach
    void begin() throws Exception {
        sandbox = new GitSandbox(folder);
        repository = sandbox.repository(folder.resolve("repository"));
        caches = folder.resolve("caches");
        LeakOracle.watchDirectory(caches);
        GeneratedHistory.in(
                sandbox,
                repository,
                3,
                random -> random.nextInt(90) == 0 ? "key = " + key() : "words " + Long.toHexString(random.nextLong()));
        git("checkout", "-q", "-B", "main", "generated-3");
        git("repack", "-adq");
        scan();
    }

    @Test
    void nothingNewIsReadTwice() throws Exception {
        assertThat(scan().statistics().blobs()).isZero();
        assertThat(scan().statistics().known()).isPositive();
    }

    @Test
    void commitsBranchesAndTagsAreGoneOnWith() throws Exception {
        commit("new.txt", "another = " + key() + "\n");
        assertThat(scan().statistics().blobs()).isEqualTo(1);
        git("checkout", "-q", "-b", "side", "main~20");
        commit("side.txt", "third = " + key() + "\n");
        assertThat(scan().statistics().blobs()).isEqualTo(1);
        git("tag", "-a", "-m", "released with " + key(), "v1");
        git("notes", "add", "-m", "noted " + key());
        scan();
        git("merge", "-q", "--no-edit", "main");
        scan();
    }

    @Test
    void movedFilesAndFoldersAreTracedToTheirNewPlaces() throws Exception {
        git("mv", "folder0", "moved");
        git("commit", "-qm", "Move a folder");
        scan();
        git("revert", "--no-edit", "HEAD");
        scan();
        git("mv", "folder1", "moved");
        git("commit", "-qm", "Move the other");
        scan();
    }

    @Test
    void whatIsGoneIsFoundNoMore() throws Exception {
        git("checkout", "-q", "-b", "short-lived");
        commit("short.txt", "lived = " + key() + "\n");
        scan();
        git("checkout", "-q", "main");
        git("branch", "-qD", "short-lived");
        scan();
        commit("long.txt", "lived = " + key() + "\n");
        scan();
        git("commit", "-q", "--amend", "-m", "Say it in other words");
        scan();
        git("reflog", "expire", "--expire=now", "--all");
        git("gc", "-q", "--prune=now");
        scan();
    }

    @Test
    void aCacheThatIsDamagedCutOrAnothersIsNotTrusted() throws Exception {
        Path cache = onlyCache();
        byte[] whole = Files.readAllBytes(cache);
        for (int length : new int[] {0, 7, whole.length / 2, whole.length - 1}) {
            Files.write(cache, java.util.Arrays.copyOf(whole, length));
            assertThat(scan().statistics().known()).isZero();
        }
        whole[whole.length / 3] ^= 1;
        Files.write(cache, whole);
        assertThat(scan().statistics().known()).isZero();
        assertThat(scan(new HistoryCacheOf("other rules")).statistics().known()).isZero();
    }

    @Test
    void nobodyElseReadsItAndItHoldsNoSecret() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyCache())))
                .isEqualTo("rw-------");
    }

    @Test
    void namesThatHoldAKeyAreNotKept() throws Exception {
        commit("name-" + key() + ".txt", "nothing\n");
        Files.delete(onlyCache());
        scan();
        try (Stream<Path> files = Files.list(caches)) {
            assertThat(files).isEmpty();
        }
    }

    /** Which rules a cache is for. */
    private record HistoryCacheOf(String rules) {}

    /** Scans with the cache, and makes sure that a scan without it comes to the same. */
    private ScanOutcome scan() throws Exception {
        return scan(new HistoryCacheOf("rules"));
    }

    private ScanOutcome scan(HistoryCacheOf of) throws Exception {
        ScanOutcome cached = scan(HistoryCache.in(caches, GitRepository.at(repository), of.rules));
        ScanOutcome full = scan((@Nullable HistoryCache) null);
        assertThat(places(cached)).isEqualTo(places(full));
        assertThat(places(full)).isNotEmpty();
        return cached;
    }

    private ScanOutcome scan(@Nullable HistoryCache cache) throws Exception {
        Scan scan = new Scan(
                Rules.builtIn(), IdentityKey.of(Map.of(IdentityKey.VARIABLE, "x".repeat(32))), Acceptance.none());
        try (HistorySource source =
                new HistorySource(GitRepository.at(repository), HistorySource.Extent.everyRef(), cache)) {
            scan.read(source);
        }
        return scan.outcome();
    }

    private static Set<String> places(ScanOutcome outcome) {
        Set<String> places = new TreeSet<>();
        outcome.findings()
                .forEach(finding -> finding.places().forEach(place -> places.add(finding.identity() + " " + place)));
        outcome.skipped().forEach(gap -> places.add(gap.toString()));
        return places;
    }

    private Path onlyCache() throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.findFirst().orElseThrow();
        }
    }

    private void commit(String file, String content) throws IOException {
        GitSandbox.write(repository.resolve(file), content);
        git("add", ".");
        git("commit", "-q", "--no-verify", "-m", "Add a file");
    }

    private String git(String... arguments) {
        return sandbox.git(repository, arguments);
    }

    @RevealsPlaintext("plants generated keys to find them again")
    private static String key() {
        return ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom()).reveal();
    }
}
