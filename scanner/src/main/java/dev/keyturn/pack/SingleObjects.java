package dev.keyturn.pack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads single objects by their ids, whatever their size, in memory that does not depend on it: those that a sweep leaves
 * to another way, and the few that a range or a trace asks for. For one thread.
 */
public final class SingleObjects implements AutoCloseable {
    /** What a delta makes is not made beyond this, in bytes: git keeps no files of half of it as deltas. */
    private static final long LARGEST_MADE = 1L << 30;

    private static final int LARGEST_DELTA = 64 << 20;
    private static final int BLOCK = 1 << 16;

    private final List<Path> directories;
    private final List<PackLookup> packs = new ArrayList<>();
    private final RecentBases recent = new RecentBases();
    private final byte[] buffer = new byte[BLOCK];
    private Content shown = Content.of(new byte[0]);

    /** A delta on the way to its base. */
    private record Link(PackLookup pack, long entry, long deflated, long size) {}

    private SingleObjects(List<Path> directories) {
        this.directories = directories;
    }

    /**
     * @param directories such as {@code .git/objects}, alternates among them
     * @param gaps is told of packs and indexes that cannot be read
     */
    public static SingleObjects in(List<Path> directories, Consumer<Gap> gaps) {
        SingleObjects objects = new SingleObjects(directories);
        for (Path directory : directories) {
            for (Path index : Listing.of(directory.resolve("pack"), "*.idx")) {
                try {
                    objects.packs.add(PackLookup.open(index));
                } catch (IOException | RuntimeException e) {
                    gaps.accept(new Gap(String.valueOf(index.getFileName()), "damaged pack or pack index"));
                }
            }
        }
        return objects;
    }

    /**
     * The object of an id, from whichever place holds a good copy; null if none holds one at all.
     *
     * @throws IOException if there are copies, all of them damaged
     */
    public @Nullable SingleObject find(byte[] id) throws IOException {
        shown.close();
        IOException damage = null;
        for (PackLookup pack : packs) {
            long offset = pack.find(id);
            if (offset >= 0) {
                try {
                    return packed(pack, offset);
                } catch (IOException e) {
                    damage = e;
                }
            }
        }
        SingleObject loose = loose(id);
        if (loose == null && damage != null) {
            throw damage;
        }
        return loose;
    }

    /** Whether any place holds the object, damaged or not. */
    public boolean has(byte[] id) {
        return packs.stream().anyMatch(pack -> pack.find(id) >= 0) || looseFile(id) != null;
    }

    private @Nullable SingleObject loose(byte[] id) throws IOException {
        Path file = looseFile(id);
        return file == null ? null : LooseReader.single(file);
    }

    private @Nullable Path looseFile(byte[] id) {
        String hex = HexFormat.of().formatHex(id);
        for (Path directory : directories) {
            Path file = directory.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    private SingleObject packed(PackLookup pack, long offset) throws IOException {
        Deque<Link> deltas = new ArrayDeque<>();
        Set<Link> passed = new HashSet<>();
        EntryHead head = new EntryHead();
        PackLookup in = pack;
        long at = offset;
        while (true) {
            RecentBases.Base known = deltas.isEmpty() ? null : recent.get(in, at);
            if (known != null) {
                return made(known.kind(), Content.of(known.bytes()), deltas);
            }
            long deflated = in.head(at, head);
            Kind kind = Kind.numbered(head.kind);
            if (kind != null) {
                return whole(kind, new Link(in, at, deflated, head.size), deltas);
            }
            Link link = new Link(in, at, deflated, head.size);
            if (!passed.add(link)) {
                throw new DamagedObjectException("a delta that rests on itself");
            }
            deltas.push(link);
            if (head.kind == Kind.OFFSET_DELTA) {
                at = offsetOfBase(at, head.distance);
            } else if (head.kind == Kind.REFERENCE_DELTA) {
                PackLookup there = packOf(head.baseId, in);
                if (there == null) {
                    return onLoose(head.baseId, deltas);
                }
                at = there.find(head.baseId);
                in = there;
            } else {
                throw new DamagedObjectException("an entry of no known kind");
            }
        }
    }

    private static long offsetOfBase(long entry, long distance) throws IOException {
        if (distance <= 0 || distance >= entry) {
            throw new DamagedObjectException("a delta whose base lies outside the pack");
        }
        return entry - distance;
    }

    /** The pack that has an id, the given one before others. */
    private @Nullable PackLookup packOf(byte[] id, PackLookup first) {
        if (first.find(id) >= 0) {
            return first;
        }
        for (PackLookup pack : packs) {
            if (pack.find(id) >= 0) {
                return pack;
            }
        }
        return null;
    }

    private SingleObject onLoose(byte[] baseId, Deque<Link> deltas) throws IOException {
        SingleObject base = loose(baseId);
        if (base == null) {
            throw new DamagedObjectException("a delta whose base is missing");
        }
        return made(base.kind(), Content.of(base.bytes(Descent.LARGEST)), deltas);
    }

    private SingleObject whole(Kind kind, Link entry, Deque<Link> deltas) throws IOException {
        if (deltas.isEmpty()) {
            FileChannel file = entry.pack.channel();
            return new SingleObject(kind, entry.size, () -> new Deflated(file, entry.deflated, entry.size));
        }
        return made(kind, inflated(kind, entry), deltas);
    }

    private Content inflated(Kind kind, Link entry) throws IOException {
        try (InputStream stream = new Deflated(entry.pack.channel(), entry.deflated, entry.size)) {
            if (entry.size <= Descent.LARGEST) {
                return kept(kind, entry, Content.of(stream.readNBytes((int) entry.size)));
            }
            checkSize(entry.size);
            FileChannel room = Content.room();
            stream.transferTo(Channels.newOutputStream(room));
            return Content.written(room);
        }
    }

    private Content kept(Kind kind, Link entry, Content content) {
        byte[] bytes = content.inMemory();
        if (bytes != null) {
            recent.put(entry.pack, entry.entry, new RecentBases.Base(kind, bytes));
        }
        return content;
    }

    private SingleObject made(Kind kind, Content base, Deque<Link> deltas) throws IOException {
        Content content = base;
        for (Link link : deltas) {
            Content before = content;
            try {
                content = kept(kind, link, onBase(before, link));
            } finally {
                before.close();
            }
        }
        shown = content;
        Content made = content;
        return new SingleObject(kind, made.size(), made::stream);
    }

    private Content onBase(Content base, Link link) throws IOException {
        if (link.size > LARGEST_DELTA) {
            throw new DamagedObjectException("a delta that is too large to be one");
        }
        byte[] instructions;
        try (InputStream stream = new Deflated(link.pack.channel(), link.deflated, link.size)) {
            instructions = stream.readNBytes((int) link.size);
        }
        Delta delta = new Delta(instructions, instructions.length);
        checkSize(delta.resultSize());
        byte[] bytes = base.inMemory();
        if (bytes != null && delta.resultSize() <= Descent.LARGEST) {
            byte[] result = new byte[(int) delta.resultSize()];
            delta.apply(new Delta.Base(bytes, bytes.length, new Stretches()), result, new Stretches());
            return Content.of(result);
        }
        return written(delta, base);
    }

    private Content written(Delta delta, Content base) throws IOException {
        FileChannel room = Content.room();
        try (OutputStream out = new BufferedOutputStream(new KeptOpen(room), BLOCK)) {
            delta.write(base, buffer, out);
        } catch (IOException e) {
            room.close();
            throw e;
        }
        return Content.written(room);
    }

    private static void checkSize(long size) throws IOException {
        if (size > LARGEST_MADE) {
            throw new DamagedObjectException("a delta that makes more than a gigabyte");
        }
    }

    @Override
    public void close() {
        try {
            shown.close();
            for (PackLookup pack : packs) {
                pack.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Writes to a file that is read afterwards. */
    private static final class KeptOpen extends OutputStream {
        private final OutputStream out;

        KeptOpen(FileChannel file) {
            out = Channels.newOutputStream(file);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }
    }
}
