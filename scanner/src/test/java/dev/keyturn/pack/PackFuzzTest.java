package dev.keyturn.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes at all as a pack or as its index: every object is made or left over, once, by either way of reading. */
class PackFuzzTest {
    private static final int ENTRIES = 8;

    @TempDir
    static Path folder;

    @Test
    void everyEntryIsMadeOrLeftOver() {
        Fuzz.with(List.of(pack()), PackFuzzTest::tryEveryEntryIsMadeOrLeftOver);
    }

    private static void tryEveryEntryIsMadeOrLeftOver(byte[] bytes) throws IOException {
        Path store = store(bytes, index(bytes.length));
        Set<Integer> met = new HashSet<>();
        try (StoredObjects objects = StoredObjects.in(List.of(store), gap -> {})) {
            ObjectSweep sweep = new ObjectSweep(objects, object -> true);
            sweep.visit(Set.of(Kind.values()), () -> new Meeting(met));
            sweep.visitUnreached(new Meeting(met));
            assertThat(met).hasSize(objects.count());
        }
        readSingly(store);
    }

    @Test
    void anIndexIsReadOrRefused() throws IOException {
        Fuzz.with(List.of(index(100), new byte[1100]), PackFuzzTest::tryAnIndexIsReadOrRefused);
    }

    private static void tryAnIndexIsReadOrRefused(byte[] bytes) throws IOException {
        Path store = store(new byte[100], bytes);
        StoredObjects.in(List.of(store), gap -> {}).close();
        readSingly(store);
    }

    private static void readSingly(Path store) {
        try (SingleObjects single = SingleObjects.in(List.of(store), gap -> {})) {
            for (int i = 0; i < ENTRIES; i++) {
                SingleObject object = single.find(id(i));
                assertThat(object == null ? 0 : object.bytes(1 << 24).length).isLessThanOrEqualTo(1 << 24);
            }
        } catch (IOException damaged) {
            assertThat(damaged).isInstanceOf(DamagedObjectException.class);
        }
    }

    private static Path store(byte[] pack, byte[] index) throws IOException {
        Path packs = Files.createDirectories(folder.resolve("objects/pack"));
        Files.write(packs.resolve("pack-1.pack"), pack);
        Files.write(packs.resolve("pack-1.idx"), index);
        return folder.resolve("objects");
    }

    private static byte[] id(int number) {
        byte[] id = new byte[IdTable.ID];
        id[0] = (byte) (number * 32);
        return id;
    }

    /** An index of version 1 over entries at even distances. */
    private static byte[] index(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int first = 0; first < 256; first++) {
            out.writeInt(first / 32 + 1);
        }
        for (int i = 0; i < ENTRIES; i++) {
            out.writeInt(length / ENTRIES * i);
            out.write(id(i));
        }
        out.write(new byte[40]);
        return bytes.toByteArray();
    }

    private record Meeting(Set<Integer> met) implements ObjectVisitor {
        @Override
        public void visit(ObjectView object) {
            otherwise(object.number());
        }

        @Override
        public void otherwise(int object) {
            synchronized (met) {
                assertThat(met.add(object)).isTrue();
            }
        }
    }

    /** Deflated entries of every kind, deltas among them, in places of 40 bytes each. */
    private static byte[] pack() {
        byte[] pack = new byte[40 * ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            java.util.zip.Deflater deflater = new java.util.zip.Deflater();
            deflater.setInput(i < 5 ? new byte[10] : new byte[] {10, 10, (byte) 0x90, 10});
            deflater.finish();
            int at = 40 * i;
            pack[at++] = (byte) (i < 5 ? i << 4 | 10 : 6 << 4 | 4);
            if (i >= 5) {
                pack[at++] = 40;
            }
            deflater.deflate(pack, at, 30);
            deflater.end();
        }
        return pack;
    }
}
