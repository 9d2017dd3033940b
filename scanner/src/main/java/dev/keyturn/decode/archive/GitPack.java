package dev.keyturn.decode.archive;

import dev.keyturn.pack.DamagedObjectException;
import dev.keyturn.pack.Delta;
import dev.keyturn.pack.EntryHead;
import dev.keyturn.pack.Kind;
import dev.keyturn.pack.Stretches;
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
    private static final int BLOB = 3;
    private static final String[] TYPES = {"", "commit", "tree", "blob", "tag", "", "", ""};
    private static final int LARGEST_FILE = 64 << 20;
    private static final int LARGEST_OBJECT = 32 << 20;
    private static final int MOST_KEPT = 48 << 20;

    private final byte[] pack;
    private final ByteBuffer bytes;
    private final EntryHead head = new EntryHead();
    private final Entries entries;
    private final Inflater inflater = new Inflater();
    private final Map<String, Integer> offsets = new HashMap<>();
    private final LinkedHashMap<Integer, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;
    private int at;

    private record Kept(int type, byte[] bytes) {}

    private GitPack(byte[] pack, int at, Entries entries) {
        this.pack = pack;
        this.bytes = ByteBuffer.wrap(pack);
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
        int count = bytes.getInt(at + 8);
        at += HEADER;
        for (int i = 0; i < count; i++) {
            entry();
        }
    }

    private void entry() throws IOException, DataFormatException {
        int offset = at;
        head.read(bytes.position(at));
        at = bytes.position();
        Kept base = null;
        if (head.kind() == Kind.OFFSET_DELTA) {
            base = head.distance() > 0 && head.distance() <= offset ? kept.get(offset - (int) head.distance()) : null;
        } else if (head.kind() == Kind.REFERENCE_DELTA) {
            base = kept.get(offsets.getOrDefault(HexFormat.of().formatHex(head.baseId()), -1));
        }
        byte[] plain = inflate(head.size());
        if (plain == null) {
            entries.omitted("", "an object of more than " + (LARGEST_OBJECT >> 20) + " MB");
        } else if (head.kind() < Kind.OFFSET_DELTA) {
            object(offset, new Kept(head.kind(), plain));
        } else {
            object(offset, new Kept(base == null ? BLOB : base.type(), made(base, plain)));
        }
    }

    /** Of a base that is not there, or not the right one, only what is inserted comes out. */
    private static byte[] made(@Nullable Kept base, byte[] instructions) throws IOException {
        try {
            return base == null ? new Delta(instructions, instructions.length).inserted() : onBase(base, instructions);
        } catch (DamagedObjectException e) {
            return new Delta(instructions, instructions.length).inserted();
        }
    }

    private static byte[] onBase(Kept base, byte[] instructions) throws IOException {
        Delta delta = new Delta(instructions, instructions.length);
        if (delta.resultSize() > LARGEST_OBJECT) {
            throw new IOException("too large an object");
        }
        byte[] result = new byte[(int) delta.resultSize()];
        delta.apply(new Delta.Base(base.bytes(), base.bytes().length, new Stretches()), result, new Stretches());
        return result;
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
