package dev.keyturn.decode.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Tar files of every dialect (old, ustar, pax, GNU with long names and holes), also several behind one another. After
 * damage it goes on at the next block whose checksum fits.
 */
final class Tar {
    static final int BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE_AT = 156;
    private static final int LINK_AT = 157;
    private static final int OWNER_AT = 265;
    private static final int OWNER_END = 329;
    private static final int PREFIX_AT = 345;
    private static final int MORE_HOLES_AT = 482;
    private static final int MORE_HOLES_AGAIN_AT = 504;
    private static final int NAME = 100;
    private static final int LONGEST_NAME = 1 << 16;

    private final InputStream stream;
    private final Entries entries;
    private final byte[] header = new byte[BLOCK];
    private String longName = "";

    private Tar(InputStream stream, Entries entries) {
        this.stream = stream;
        this.entries = entries;
    }

    static void open(InputStream stream, Entries entries) throws IOException {
        new Tar(stream, entries).run();
    }

    /** Whether the first block is a header by its checksum. */
    static boolean isHeader(byte[] block, int length) {
        if (length < BLOCK || block[0] == 0) {
            return false;
        }
        long expected = octal(block, CHECKSUM_AT, CHECKSUM_LENGTH);
        if (expected <= 0) {
            return false;
        }
        long sum = ' ' * CHECKSUM_LENGTH;
        for (int i = 0; i < BLOCK; i++) {
            sum += i < CHECKSUM_AT || i >= CHECKSUM_AT + CHECKSUM_LENGTH ? block[i] & 0xff : 0;
        }
        return sum == expected;
    }

    private void run() throws IOException {
        while (stream.readNBytes(header, 0, BLOCK) == BLOCK) {
            if (isHeader(header, BLOCK)) {
                file();
            }
        }
    }

    private void file() throws IOException {
        int type = header[TYPE_AT];
        long size = size();
        skipHoles(type);
        Part content = new Part(stream, size);
        switch (type) {
            case 'L', 'K', 'x', 'g', 'X' -> more(type, content);
            default -> {
                String name = longName.isEmpty() ? name() : longName;
                longName = "";
                entries.text(name, header(name));
                entries.entry(name, content);
            }
        }
        content.pass();
        stream.readNBytes((int) (-size & BLOCK - 1));
    }

    /** A header that says more of the file behind it. */
    private void more(int type, InputStream content) throws IOException {
        byte[] text = content.readNBytes(LONGEST_NAME);
        if (type == 'L') {
            longName = text(text, 0, text.length);
        } else if (type == 'x') {
            new String(text, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(" path="))
                    .forEach(line -> longName = line.substring(line.indexOf('=') + 1));
        }
        entries.text(longName, text);
        entries.entry(longName, new ByteArrayInputStream(new byte[0]));
    }

    private void skipHoles(int type) throws IOException {
        byte[] more = new byte[BLOCK];
        boolean another = type == 'S' && header[MORE_HOLES_AT] == 1;
        while (another && stream.readNBytes(more, 0, BLOCK) == BLOCK) {
            another = more[MORE_HOLES_AGAIN_AT] == 1;
        }
    }

    private String name() {
        String name = text(header, 0, NAME);
        boolean ustar = header[257] == 'u' && header[258] == 's' && header[263] != ' ' && header[PREFIX_AT] != 0;
        return ustar ? text(header, PREFIX_AT, BLOCK - 12) + "/" + name : name;
    }

    /** What the header has of text: the name, the target of a link, owner and group. */
    private byte[] header(String name) {
        String link = text(header, LINK_AT, LINK_AT + NAME);
        String owner = new String(header, OWNER_AT, OWNER_END - OWNER_AT, StandardCharsets.ISO_8859_1);
        return (name + "\n" + link + "\n" + owner.replace('\0', ' ').strip()).getBytes(StandardCharsets.UTF_8);
    }

    private long size() {
        if (header[SIZE_AT] >= 0) {
            return Math.max(0, octal(header, SIZE_AT, SIZE_LENGTH));
        }
        long size = 0;
        for (int i = SIZE_AT + SIZE_LENGTH - 8; i < SIZE_AT + SIZE_LENGTH; i++) {
            size = size << 8 | header[i] & 0xff;
        }
        return Math.max(0, size);
    }

    /** The number that digits with spaces or zero bytes around them stand for; -1 if there is anything else. */
    private static long octal(byte[] block, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            int digit = block[i] - '0';
            if (digit >= 0 && digit < 8) {
                value = value << 3 | digit;
            } else if (block[i] != ' ' && block[i] != 0) {
                return -1;
            }
        }
        return value;
    }

    private static String text(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
