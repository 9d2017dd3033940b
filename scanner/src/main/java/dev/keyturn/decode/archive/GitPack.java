package dev.keyturn.decode.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** A pack of git that is a file like any other, also inside a bundle. Deltas are applied to what came before them. */
final class GitPack {
    private static final byte[] START = {'P', 'A', 'C', 'K'};
    private static final int HEADER = 12;
    private static final int ID = 20;
    private static final int OFFSET_DELTA = 6;
    private static final int ID_DELTA = 7;
    private static final String[] TYPES = {"", "commit", "tree", "blob", "tag", "", "", ""};
    private static final int LARGEST_FILE = 64 << 20;
    private static final int LARGEST_OBJECT = 32 << 20;
    private static final int MOST_KEPT = 48 << 20;

    private final byte[] pack;
    private final Entries entries;
    private final Inflater inflater = new Inflater();
    private final Map<String, Integer> offsets = new HashMap<>();
    private final LinkedHashMap<Integer, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;
    private int at;

    private record Kept(int type, byte[] bytes) {}

    private GitPack(byte[] pack, int at, Entries entries) {
        this.pack = pack;
        this.at = at;
        this.entries = entries;
    }

    static void open(InputStream stream, Entries entries) throws IOException {
        byte[] bytes = stream.readNBytes(LARGEST_FILE);
        int start = start(bytes);
        entries.text("", Arrays.copyOf(bytes, start));
        GitPack pack = new GitPack(bytes, start, entries);
        try {
            pack.run();
        } catch (DataFormatException | RuntimeException e) {
            throw new IOException("damaged", e);
        } finally {
            pack.inflater.end();
        }
    }

    /** A bundle starts with lines of text, of which the last is empty. */
    private static int start(byte[] bytes) throws IOException {
        for (int i = 0; i + HEADER <= bytes.length; i++) {
            boolean behindText = i == 0 || i > 1 && bytes[i - 1] == '\n' && bytes[i - 2] == '\n';
            if (behindText && Arrays.equals(bytes, i, i + START.length, START, 0, START.length)) {
                return i;
            }
        }
        throw new IOException("no pack in it");
    }

    private void run() throws IOException, DataFormatException {
        int count = ByteBuffer.wrap(pack).getInt(at + 8);
        at += HEADER;
        for (int i = 0; i < count; i++) {
            entry();
        }
    }

    private void entry() throws IOException, DataFormatException {
        int offset = at;
        int type = pack[at] >> 4 & 7;
        long size = size();
        Kept base = null;
        if (type == OFFSET_DELTA) {
            base = kept.get(offset - distance());
        } else if (type == ID_DELTA) {
            base = kept.get(offsets.getOrDefault(HexFormat.of().formatHex(pack, at, at + ID), -1));
            at += ID;
        }
        byte[] plain = inflate(size);
        if (plain == null) {
            entries.omitted("", "an object of more than " + (LARGEST_OBJECT >> 20) + " MB");
        } else if (type < OFFSET_DELTA) {
            object(offset, new Kept(type, plain));
        } else {
            byte[] made = GitDelta.apply(base == null ? new byte[0] : base.bytes(), plain, LARGEST_OBJECT);
            object(offset, new Kept(base == null ? 3 : base.type(), made));
        }
    }

    private long size() {
        long size = pack[at] & 15;
        int shift = 4;
        while (pack[at++] < 0) {
            size |= (long) (pack[at] & 127) << shift;
            shift += 7;
        }
        return size;
    }

    private int distance() {
        int distance = pack[at] & 127;
        while (pack[at++] < 0) {
            distance = distance + 1 << 7 | pack[at] & 127;
        }
        return distance;
    }

    private byte @Nullable [] inflate(long size) throws DataFormatException, IOException {
        inflater.reset();
        inflater.setInput(pack, at, pack.length - at);
        boolean fits = size <= LARGEST_OBJECT && size <= 1100L * (pack.length - at) + 64;
        byte[] plain = new byte[fits ? (int) size : 1 << 13];
        int count = 0;
        while (!inflater.finished()) {
            int made = inflater.inflate(plain, count, plain.length - count);
            if (made == 0 && !inflater.finished() && (count < plain.length || inflater.needsInput())) {
                throw new IOException("cut off");
            }
            count = fits ? count + made : 0;
            if (fits && count == plain.length && !inflater.finished() && inflater.inflate(new byte[1]) > 0) {
                throw new IOException("longer than it says");
            }
        }
        at += (int) inflater.getBytesRead();
        return fits ? plain : null;
    }

    private void object(int offset, Kept object) throws IOException {
        String id = id(object);
        offsets.put(id, offset);
        kept.put(offset, object);
        keptBytes += object.bytes().length;
        Iterator<Kept> oldest = kept.values().iterator();
        while (keptBytes > MOST_KEPT && oldest.hasNext()) {
            keptBytes -= oldest.next().bytes().length;
            oldest.remove();
        }
        entries.entry(TYPES[object.type()] + " " + id, new ByteArrayInputStream(object.bytes()));
    }

    private static String id(Kept object) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            String head = TYPES[object.type()] + " " + object.bytes().length + "\0";
            digest.update(head.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(object.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
