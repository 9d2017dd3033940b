package dev.keyturn.source.git;

import dev.keyturn.pack.IdTable;
import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.git.Memory.Hit;
import dev.keyturn.source.git.Memory.Spot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** A memory as bytes: its parts one after the other, counts before lists, and a CRC-32 over all of it in front. */
final class MemoryFormat {
    private static final int VERSION = 2;

    private MemoryFormat() {}

    static byte[] write(Memory memory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeLong(memory.objects());
            new Writer(out).memory(memory);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be written", e);
        }
        byte[] content = bytes.toByteArray();
        return ByteBuffer.allocate(Long.BYTES + content.length)
                .putLong(sum(content, 0))
                .put(content)
                .array();
    }

    /** @throws IOException if the bytes are no memory, or not whole */
    static Memory read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readLong() != sum(bytes, Long.BYTES) || in.readInt() != VERSION) {
                throw new IOException("no memory of this version");
            }
            return new Reader(in).memory(in.readLong());
        }
    }

    private static long sum(byte[] bytes, int from) {
        CRC32 sum = new CRC32();
        sum.update(bytes, from, bytes.length - from);
        return sum.getValue();
    }

    /** Writes the parts; commits in full where they first occur, and as their number after that. */
    private static final class Writer {
        private final DataOutputStream out;
        private final Map<Commit, Integer> commits = new HashMap<>();

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void memory(Memory memory) throws IOException {
            out.writeInt(memory.packs().size());
            for (String pack : memory.packs()) {
                text(pack);
            }
            bytes(memory.loose());
            out.writeInt(memory.roots().size());
            for (Map.Entry<String, ObjectId> root : memory.roots().entrySet()) {
                text(root.getKey());
                root.getValue().copyRawTo(out);
            }
            bytes(memory.commits().bytes());
            bytes(memory.trees().bytes());
            for (long signature : memory.signatures()) {
                out.writeLong(signature);
            }
            hits(memory.hits());
            out.writeInt(memory.holders().size());
            for (Map.Entry<ObjectId, BitSet> holder : memory.holders().entrySet()) {
                holder.getKey().copyRawTo(out);
                bytes(holder.getValue().toByteArray());
            }
            out.writeInt(memory.gaps().size());
            for (Skipped gap : memory.gaps()) {
                text(gap.name());
                text(gap.reason());
            }
        }

        private void hits(Map<ObjectId, Hit> hits) throws IOException {
            out.writeInt(hits.size());
            for (Map.Entry<ObjectId, Hit> hit : hits.entrySet()) {
                hit.getKey().copyRawTo(out);
                open(hit.getValue().open());
                out.writeInt(hit.getValue().places().size());
                for (Map.Entry<Spot, Map<Integer, Place>> spot :
                        hit.getValue().places().entrySet()) {
                    text(spot.getKey().inner());
                    out.writeInt(spot.getKey().line());
                    out.writeInt(spot.getKey().turn());
                    out.writeInt(spot.getValue().size());
                    for (Map.Entry<Integer, Place> place : spot.getValue().entrySet()) {
                        out.writeInt(place.getKey());
                        place(place.getValue());
                    }
                }
            }
        }

        private void open(Stretches open) throws IOException {
            out.writeInt(open.count());
            for (int i = 0; i < open.count(); i++) {
                out.writeInt(open.from(i));
                out.writeInt(open.to(i));
            }
        }

        private void place(Place place) throws IOException {
            optional(place.repository());
            out.writeByte(place.kind().ordinal());
            text(place.file());
            out.writeInt(place.line());
            commit(place.commit());
        }

        private void commit(@Nullable Commit commit) throws IOException {
            Integer known = commits.get(commit);
            if (commit == null || known != null) {
                out.writeInt(known == null ? -1 : known);
                return;
            }
            out.writeInt(commits.size());
            commits.put(commit, commits.size());
            text(commit.id());
            text(commit.author());
            text(commit.email());
            out.writeLong(commit.date().getEpochSecond());
        }

        private void optional(@Nullable String text) throws IOException {
            out.writeBoolean(text != null);
            if (text != null) {
                text(text);
            }
        }

        private void text(String text) throws IOException {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private void bytes(byte[] content) throws IOException {
            out.writeInt(content.length);
            out.write(content);
        }
    }

    /** Reads the parts in the order in which they were written. */
    private static final class Reader {
        private final DataInputStream in;
        private final List<Commit> commits = new ArrayList<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        Memory memory(long objects) throws IOException {
            Set<String> packs = new HashSet<>();
            for (int i = in.readInt(); i > 0; i--) {
                packs.add(text());
            }
            byte[] loose = bytes();
            Map<String, ObjectId> roots = new LinkedHashMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                roots.put(text(), id());
            }
            IdTable commitIds = new IdTable(bytes());
            IdTable trees = new IdTable(bytes());
            long[] signatures = new long[trees.count()];
            for (int i = 0; i < signatures.length; i++) {
                signatures[i] = in.readLong();
            }
            Map<ObjectId, Hit> hits = hits();
            Map<ObjectId, BitSet> holders = new LinkedHashMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                holders.put(id(), BitSet.valueOf(bytes()));
            }
            List<Skipped> gaps = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                gaps.add(new Skipped(text(), text()));
            }
            return new Memory(packs, loose, roots, commitIds, trees, signatures, hits, holders, gaps, objects);
        }

        private Map<ObjectId, Hit> hits() throws IOException {
            Map<ObjectId, Hit> hits = new LinkedHashMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                ObjectId id = id();
                Stretches open = open();
                Map<Spot, Map<Integer, Place>> spots = new LinkedHashMap<>();
                for (int j = in.readInt(); j > 0; j--) {
                    Spot spot = new Spot(text(), in.readInt(), in.readInt());
                    Map<Integer, Place> places = new LinkedHashMap<>();
                    for (int k = in.readInt(); k > 0; k--) {
                        places.put(in.readInt(), place());
                    }
                    spots.put(spot, places);
                }
                hits.put(id, new Hit(open, spots));
            }
            return hits;
        }

        private Stretches open() throws IOException {
            Stretches open = new Stretches();
            for (int i = in.readInt(); i > 0; i--) {
                open.add(in.readInt(), in.readInt());
            }
            return open;
        }

        private Place place() throws IOException {
            String repository = in.readBoolean() ? text() : null;
            Place.Kind kind = Place.Kind.values()[in.readByte()];
            return new Place(repository, kind, text(), in.readInt(), commit());
        }

        private @Nullable Commit commit() throws IOException {
            int number = in.readInt();
            if (number == commits.size()) {
                commits.add(new Commit(text(), text(), text(), Instant.ofEpochSecond(in.readLong())));
            }
            return number < 0 ? null : commits.get(number);
        }

        private ObjectId id() throws IOException {
            return ObjectId.fromRaw(in.readNBytes(Constants.OBJECT_ID_LENGTH));
        }

        private String text() throws IOException {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        private byte[] bytes() throws IOException {
            return in.readNBytes(in.readInt());
        }
    }
}
