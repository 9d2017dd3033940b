package dev.keyturn.decode.archive;

import static dev.keyturn.decode.archive.Packing.ascii;
import static dev.keyturn.decode.archive.Packing.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is inside comes out, of hostile archives within their bounds and with what is beyond named. */
class ArchivesTest {
    private static final String NEEDLE = "a needle of more than twenty letters";
    private static final byte[] HAY = ascii("hay " + NEEDLE + " hay");

    /** What came out of an archive. */
    private static final class Opened implements Archives.Consumer {
        final List<String> paths = new ArrayList<>();
        final List<String> omitted = new ArrayList<>();
        boolean needle;
        long bytes;

        @Override
        public void content(String path, InputStream content) throws IOException {
            paths.add(path);
            byte[] buffer = new byte[1 << 16];
            int count = content.readNBytes(buffer, 0, buffer.length);
            byte[] last = new byte[0];
            while (count > 0) {
                bytes += count;
                byte[] seam = join(last, Arrays.copyOf(buffer, count));
                needle |= new String(seam, StandardCharsets.ISO_8859_1).contains(NEEDLE);
                last = Arrays.copyOfRange(buffer, Math.max(0, count - 100), count);
                count = content.readNBytes(buffer, 0, buffer.length);
            }
        }

        @Override
        public void omitted(String path, String reason) {
            omitted.add(path + ": " + reason);
        }
    }

    private static Opened open(byte[] archive) {
        Opened opened = new Opened();
        assertThat(Archives.isOne(archive, archive.length)).isTrue();
        new Archives(opened).unpack(archive, archive.length);
        return opened;
    }

    private static Opened stream(byte[] archive) throws IOException {
        Opened opened = new Opened();
        new Archives(opened).unpack(new ByteArrayInputStream(archive));
        return opened;
    }

    private interface Packer {
        byte[] pack(byte[] content) throws IOException;
    }

    private static Map<String, Packer> packers() {
        return Map.ofEntries(
                Map.entry("zip", content -> Packing.zip("a", content)),
                Map.entry("gzip", Packing::gzip),
                Map.entry("zlib", Packing::zlib),
                Map.entry(
                        "gzip of two members",
                        content -> join(
                                Packing.gzip(Arrays.copyOf(content, 7)),
                                Packing.gzip(Arrays.copyOfRange(content, 7, content.length)))),
                Map.entry("bzip2", Packing::bzip2),
                Map.entry("xz", Packing::xz),
                Map.entry("lzma", Packing::lzma),
                Map.entry("zstd", Packing::zstd),
                Map.entry("lz4", Packing::lz4),
                Map.entry("snappy", Packing::snappy),
                Map.entry("tar", content -> Packing.tar("a", content)),
                Map.entry("ar", content -> Packing.ar("a", content)),
                Map.entry("cpio", content -> Packing.cpio("a", content)),
                Map.entry("rpm", content -> Packing.rpm(Packing.xz(Packing.cpio("a", content)))),
                Map.entry("7z", content -> Packing.sevenZip("a", content)),
                Map.entry("tar.xz", content -> Packing.xz(Packing.tar("a", content))),
                Map.entry("deb", content -> Packing.ar("data", Packing.zstd(Packing.tar("a", content)))),
                Map.entry("zip behind a stub", content -> join(ascii("#!/bin/sh\nexit\n"), Packing.zip("a", content))),
                Map.entry(
                        "zip behind a program, with a comment",
                        content -> join(
                                ascii("MZ stub"), Packing.zip("a", content), ascii("a comment that is not declared"))),
                Map.entry(
                        "tar behind damage",
                        content -> join(
                                Packing.tar("x", ascii("x")),
                                new byte[512],
                                ascii("?".repeat(512)),
                                Packing.tar("a", content))));
    }

    @TestFactory
    Stream<DynamicTest> everyKindIsOpened() {
        byte[] long0 = ascii(("x".repeat(99) + "\n").repeat(4000) + NEEDLE);
        return packers().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> {
                    for (byte[] content : List.of(HAY, long0)) {
                        assertThat(open(kind.getValue().pack(content)).needle).isTrue();
                        assertThat(open(kind.getValue().pack(content)).omitted).isEmpty();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatStandsBeforeACutIsRead() {
        return packers().entrySet().stream()
                .filter(kind -> !List.of("7z", "bzip2", "zip behind a program, with a comment")
                        .contains(kind.getKey()))
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> {
                    byte[] random = new byte[300_000];
                    new Random(1).nextBytes(random);
                    byte[] packed = kind.getValue().pack(join(HAY, random));
                    byte[] cut = Arrays.copyOf(packed, packed.length - 100_000);
                    assertThat(stream(cut).needle).isTrue();
                }));
    }

    @Test
    void zstdOfEveryLevelComesOutAsItWas() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            byte[] content = new byte[random.nextInt(400_000)];
            int alphabet = 1 + random.nextInt(60);
            for (int i = 0; i < content.length; i++) {
                boolean again = i > 500 && random.nextInt(10) < 7;
                content[i] = again ? content[i - 1 - random.nextInt(300)] : (byte) ('0' + random.nextInt(alphabet));
            }
            byte[] packed = Packing.zstd(content, 1 + random.nextInt(19));
            assertThat(Arrays.equals(new Zstd(new ByteArrayInputStream(packed)).readAllBytes(), content))
                    .isTrue();
        }
    }

    @Test
    void damagedZstdEndsInAnErrorOfReadingOnly() throws IOException {
        Random random = new Random(3);
        byte[] packed = Packing.zstd(ascii((NEEDLE + " and so on, ").repeat(3000) + random.nextLong()), 19);
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = packed.clone();
            damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            try {
                assertThat(new Zstd(new ByteArrayInputStream(damaged)).readAllBytes().length)
                        .isLessThan(10_000_000);
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    @Test
    void anEncryptedEntryIsNamedAndItsNeighbourIsRead() throws IOException {
        byte[] encrypted = Packing.zip("secret.txt", HAY);
        encrypted[6] |= 1;
        Opened opened = open(join(encrypted, Packing.zip("b", HAY)));
        assertThat(opened.needle).isTrue();
        assertThat(opened.omitted).containsExactly("secret.txt: encrypted");
    }

    @Test
    void aBombIsCutOffAndItsNeighbourIsRead() throws IOException {
        byte[] zeros = new byte[200 << 20];
        byte[] bomb = Packing.zip("zeros", zeros);
        for (byte[] archive : List.of(
                join(bomb, bomb, Packing.zip("b", HAY)),
                join(Packing.zip("bombs", join(bomb, bomb, bomb, bomb)), Packing.zip("b", HAY)))) {
            Opened opened = open(archive);
            assertThat(opened.needle).isTrue();
            assertThat(opened.bytes).isLessThan(200 << 20);
            assertThat(opened.omitted).isNotEmpty().allMatch(line -> line.contains("unpacks to more"));
        }
    }

    @Test
    void depthIsBoundedAndWhatIsTooDeepIsNamed() throws IOException {
        byte[] deep = HAY;
        for (int i = 0; i < 12; i++) {
            deep = Packing.zip("in" + i, deep);
        }
        Opened opened = open(join(deep, Packing.zip("b", HAY)));
        assertThat(opened.needle).isTrue();
        assertThat(opened.omitted).hasSize(1).first().asString().contains("deep in one another");
    }

    @Test
    void anArchiveThatHoldsItselfEnds() {
        // A gzip stream whose stored block repeats its own start, over and over.
        byte[] head = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
        byte[] quine = join(head, new byte[] {1, 10, 0, (byte) 0xf5, (byte) 0xff}, head);
        assertThat(open(quine).bytes).isLessThan(1000);
    }

    @Test
    void namesAndLinksAreTextAndNoPaths() throws IOException {
        Opened opened = stream(Packing.gzip(Packing.tar("../../" + NEEDLE, ascii("x"))));
        assertThat(opened.needle).isTrue();
        assertThat(stream(Packing.zip("../" + NEEDLE, ascii("x"))).needle).isTrue();
    }

    @Test
    void aZipCommentOfAnInnerZipIsRead() throws IOException {
        assertThat(open(Packing.gzip(join(Packing.zip("a", ascii("x")), HAY))).needle)
                .isTrue();
    }

    @Test
    void aStoredEntryOfUnknownLengthIsRead() {
        byte[] header = new byte[30];
        header[0] = 'P';
        header[1] = 'K';
        header[2] = 3;
        header[3] = 4;
        header[6] = 8;
        header[26] = 1;
        byte[] descriptor = {'P', 'K', 7, 8, 0, 0, 0, 0, (byte) HAY.length, 0, 0, 0, (byte) HAY.length, 0, 0, 0};
        byte[] inner = join(header, ascii("n"), HAY, descriptor);
        assertThat(open(inner).needle).isTrue();
    }
}
