package dev.keyturn.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** However git has stored its objects, each is made once, byte by byte as its id says. */
class ObjectSweepTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private GitSandbox sandbox;

    @SuppressWarnings("NullAway.Init")
    private Path repository;

    /** Brings the store into some state. */
    private interface Layout {
        void make() throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> everyObjectIsMadeOnceWhereverItLies() {
        Map<String, Layout> layouts = new TreeMap<>();
        layouts.put("as imported", () -> {});
        layouts.put("one pack, long chains", () -> git("repack", "-adfq", "--depth=200", "--window=50"));
        layouts.put("deltas that name their base", () -> {
            git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq", "--depth=50");
        });
        layouts.put("loose", () -> loosen());
        layouts.put("loose and packed as well", () -> {
            loosen();
            git("repack", "-adq");
            Path pack = onlyPack();
            git("-c", "core.bigFileThreshold=1", "repack", "-aq");
            assertThat(pack).isNotNull();
        });
        layouts.put("several packs that share objects", () -> {
            git("repack", "-adq");
            history(2);
            git("repack", "-q");
            sandbox.run(
                    repository,
                    "HEAD\ngenerated-1\n",
                    List.of("git", "pack-objects", "-q", "--revs", "--all", ".git/objects/pack/pack"));
        });
        layouts.put("an old index", () -> {
            git("repack", "-adfq");
            git("index-pack", "--index-version=1", "-o", "old.idx", onlyPack().toString());
            Files.move(
                    repository.resolve("old.idx"),
                    index(onlyPack()),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        });
        layouts.put("offsets beyond two gigabytes", () -> {
            git("repack", "-adfq");
            git(
                    "index-pack",
                    "--index-version=2,0x100",
                    "-o",
                    "large.idx",
                    onlyPack().toString());
            Files.move(
                    repository.resolve("large.idx"),
                    index(onlyPack()),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        });
        return layouts.entrySet().stream()
                .map(layout -> DynamicTest.dynamicTest(layout.getKey(), () -> {
                    begin(layout.getKey());
                    layout.getValue().make();
                    assertThat(visited(object -> true)).isEqualTo(stored());
                }));
    }

    @Test
    void onlyWhatIsWantedIsVisitedThoughItsBasesAreMade() throws Exception {
        begin("wanted");
        git("repack", "-adfq", "--depth=200", "--window=50");
        List<String> all = visited(object -> true);
        List<String> some = visited(object -> object % 7 == 3);
        assertThat(all).containsAll(some);
        assertThat(some).hasSizeBetween(all.size() / 7, all.size() / 7 + 1);
    }

    @Test
    void basesThatWereDroppedAreMadeAgain() throws Exception {
        begin("large");
        byte[] content = new byte[6 << 20];
        Random random = new Random(5);
        for (int i = 0; i < content.length; i += 64) {
            content[i] = (byte) random.nextInt();
        }
        for (int version = 0; version < 24; version++) {
            content[random.nextInt(content.length)] ^= 1;
            Files.write(repository.resolve("large.bin"), content);
            git("add", ".");
            git("-c", "core.compression=1", "commit", "-qm", "version " + version);
        }
        git("-c", "core.compression=1", "repack", "-adfq", "--depth=30", "--window=3");
        assertThat(visited(object -> true)).isEqualTo(stored());
    }

    @Test
    void whatIsDamagedIsLeftToAnotherWayAndTheRestIsMade() throws Exception {
        begin("damaged");
        git("repack", "-adfq", "--depth=3");
        List<String> before = visited(object -> true);
        Path pack = onlyPack();
        pack.toFile().setWritable(true);
        byte[] bytes = Files.readAllBytes(pack);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 8; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(pack, bytes);
        List<String> after = visited(object -> true);
        assertThat(before).containsAll(after);
        assertThat(after.size()).isLessThan(before.size()).isGreaterThan(before.size() / 2);
    }

    private void begin(String name) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name.replace(' ', '-')));
        sandbox = new GitSandbox(place);
        repository = sandbox.repository(place.resolve("repository"));
        history(1);
    }

    private void history(long seed) {
        GeneratedHistory.in(sandbox, repository, seed, random -> "line " + Long.toHexString(random.nextLong()));
        git("tag", "-am", "a tag " + seed, "tag-" + seed, "generated-" + seed);
    }

    private String git(String... arguments) {
        return sandbox.git(repository, arguments);
    }

    private void loosen() throws IOException {
        git("repack", "-adq");
        Path pack = onlyPack();
        Path elsewhere = Files.move(pack, repository.resolve("pack"));
        Files.delete(index(pack));
        sandbox.run(repository, "", List.of("sh", "-c", "git unpack-objects -q < '" + elsewhere + "'"));
    }

    private Path onlyPack() throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve(".git/objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path index(Path pack) {
        return Path.of(pack.toString().replaceAll("pack$", "idx"));
    }

    private List<String> stored() {
        return new TreeSet<>(List.of(git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
                        .split("\n")))
                .stream().toList();
    }

    /** The ids that the visited bytes have, in order; what is visited twice is there twice. */
    private List<String> visited(IntPredicate wanted) {
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        try (StoredObjects objects = StoredObjects.in(List.of(repository.resolve(".git/objects")), gap -> {
            throw new IllegalStateException(gap.toString());
        })) {
            new ObjectSweep(objects, wanted).visit(EnumSet.allOf(Kind.class), () -> new ObjectVisitor() {
                @Override
                public void visit(ObjectView object) {
                    assertThat(id(object)).isEqualTo(object.name());
                    ids.add(object.name());
                }

                @Override
                public void otherwise(int object) {
                    assertThat(object).isNotNegative();
                }
            });
        }
        return ids.stream().sorted().toList();
    }

    /** As git names an object by its bytes. */
    private static String id(ObjectView object) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            String head = object.kind().name().toLowerCase(Locale.ROOT) + " " + object.length() + "\0";
            digest.update(head.getBytes(StandardCharsets.US_ASCII));
            digest.update(object.bytes(), 0, object.length());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
