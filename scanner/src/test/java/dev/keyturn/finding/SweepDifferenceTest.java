package dev.keyturn.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.match.Match;
import dev.keyturn.match.Matching;
import dev.keyturn.pack.GeneratedHistory;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Tally;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistorySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sweep, which looks at what deltas add, sees in every object what a full look at each object by itself sees. With
 * {@code KEYTURN_HISTORIES}, paths of repositories separated by colons, it is tried on those as well.
 */
class SweepDifferenceTest {
    private static final Matching MATCHING = new Matching(Rules.builtIn());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void onGeneratedHistories(long seed) throws Exception {
        GitSandbox sandbox = new GitSandbox(folder);
        Path repository = sandbox.repository(folder.resolve("repository"));
        GeneratedHistory.in(sandbox, repository, seed, SweepDifferenceTest::line);
        sandbox.git(repository, "repack", "-adfq", "--depth=100", "--window=30");
        compare(repository);
    }

    @TestFactory
    Stream<DynamicTest> onRealHistories() {
        String paths = System.getenv().getOrDefault("KEYTURN_HISTORIES", "");
        return Stream.of(paths.split(":"))
                .filter(path -> !path.isEmpty())
                .map(path -> DynamicTest.dynamicTest(path, () -> compare(Path.of(path))));
    }

    private static void compare(Path repository) throws Exception {
        Set<String> swept = new ConcurrentSkipListSet<>();
        try (HistorySource source =
                new HistorySource(GitRepository.at(repository), new HistorySource.Extent(null, true))) {
            source.read(new Noting(swept));
        }
        Set<String> whole = wholly(repository);
        assertThat(whole).isNotEmpty();
        assertThat(swept).isEqualTo(whole);
    }

    /** Every blob, commit and tag by itself, as JGit reads it. */
    private static Set<String> wholly(Path repository) throws IOException {
        Set<String> seen = new TreeSet<>();
        try (FileRepository objects =
                        new FileRepository(RepositoryCache.FileKey.resolve(repository.toFile(), FS.DETECTED));
                ObjectReader reader = objects.newObjectReader()) {
            for (Pack pack : objects.getObjectDatabase().getPacks()) {
                for (PackIndex.MutableEntry entry : pack) {
                    ObjectLoader object = reader.open(entry.toObjectId());
                    if (object.getType() != Constants.OBJ_TREE) {
                        byte[] bytes = object.getBytes();
                        String name = entry.toObjectId().name();
                        MATCHING.match(bytes, bytes.length, noting(name, 1, seen));
                    }
                }
            }
        }
        return seen;
    }

    private static Matching.Found noting(String name, long line, Set<String> seen) {
        return new Matching.Found() {
            @Override
            public void allowed() {
                seen.add(name + " allowed");
            }

            @Override
            @RevealsPlaintext("to compare it by its fingerprint")
            public void match(Match match) {
                String secret = Fingerprint.of(match.secret().reveal()).toString();
                seen.add(
                        name + ":" + (line + match.lines()) + " " + match.rule().id() + " " + secret);
            }
        };
    }

    /** A sink that looks at pieces as a scan does; names of files and refs are left out. */
    private record Noting(Set<String> seen) implements Sink {
        @Override
        public Look piece(Piece piece) {
            int before = seen.size();
            boolean named = piece.place() != null && piece.place().kind() == Place.Kind.REF_NAME;
            MATCHING.match(
                    piece.bytes(),
                    piece.length(),
                    new Matching.Parts(piece.stretches(), piece.open()),
                    noting(piece.name(), piece.line(), named ? new TreeSet<>() : seen));
            if (seen.size() > before) {
                return Look.SIGHTED;
            }
            return piece.open().isEmpty() ? Look.SETTLED : Look.OPEN;
        }

        @Override
        public Look stream(String name, @Nullable Place place, InputStream stream) throws IOException {
            byte[] bytes = stream.readAllBytes();
            MATCHING.match(bytes, bytes.length, noting(name, 1, seen));
            return Look.SIGHTED;
        }

        @Override
        public void skip(Skipped skipped) {
            assertThat(skipped.reason()).contains("missing");
        }

        @Override
        public Tally tally() {
            return new Tally();
        }
    }

    @RevealsPlaintext("plants generated keys to find them again")
    private static String line(Random random) {
        String noise = Long.toHexString(random.nextLong());
        return switch (random.nextInt(60)) {
            case 0 -> "key = " + key();
            case 1 ->
                "value: " + Base64.getEncoder().encodeToString(("a=" + key()).getBytes(StandardCharsets.US_ASCII));
            case 2 -> "password = \"" + noise + "Q7z" + noise + "\"";
            case 3 -> "url?k=" + key().replace("_", "%5f");
            case 4 -> key() + " // keyturn:allow";
            case 5 -> key().substring(0, 30);
            case 6 -> "-----BEGIN PRIVATE KEY-----";
            case 7 -> Base64.getEncoder().encodeToString(noise.repeat(6).getBytes(StandardCharsets.US_ASCII));
            default -> "    call(" + noise + "); // and some more words";
        };
    }

    @RevealsPlaintext("plants generated keys to find them again")
    private static String key() {
        return ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom()).reveal();
    }
}
