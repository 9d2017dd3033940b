package dev.keyturn.decode.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Rows of a SQLite database that are too long for one page: their parts are put together again. */
final class Sqlite {
    private static final int HEADER = 100;
    private static final int TABLE_LEAF = 13;
    private static final int INDEX_LEAF = 10;
    private static final int INDEX_INNER = 2;
    private static final int LONGEST_CHAIN = 1 << 14;

    private final ByteBuffer file;
    private final int pageSize;
    private final int usable;
    private final Entries entries;
    private int at;

    private Sqlite(byte[] file, Entries entries) {
        this.file = ByteBuffer.wrap(file);
        int size = this.file.getShort(16) & 0xffff;
        this.pageSize = size == 1 ? 1 << 16 : size;
        this.usable = pageSize - (file[20] & 0xff);
        this.entries = entries;
    }

    static void open(InputStream stream, Entries entries) throws IOException {
        Sqlite file = new Sqlite(stream.readAllBytes(), entries);
        if (file.pageSize < 512) {
            throw new IOException("no page size");
        }
        for (int page = 0; (page + 1) * (long) file.pageSize <= file.file.capacity(); page++) {
            file.page(page);
        }
    }

    private void page(int page) throws IOException {
        int start = page * pageSize;
        int head = page == 0 ? start + HEADER : start;
        int type = file.get(head);
        if (type != TABLE_LEAF && type != INDEX_LEAF && type != INDEX_INNER) {
            return;
        }
        int cells = file.getShort(head + 3) & 0xffff;
        int pointers = head + (type == INDEX_INNER ? 12 : 8);
        for (int i = 0; i < cells && pointers + 2 * i + 2 <= start + pageSize; i++) {
            int cell = file.getShort(pointers + 2 * i) & 0xffff;
            if (cell < pageSize - 4) {
                cell(type, start + cell, start + pageSize);
            }
        }
    }

    private void cell(int type, int from, int end) throws IOException {
        at = type == INDEX_INNER ? from + 4 : from;
        long length = number(end);
        if (type == TABLE_LEAF) {
            number(end);
        }
        long local = local(type, length);
        if (length > local && at + local + 4 <= end) {
            entries.entry("", new ByteArrayInputStream(whole((int) local, length)));
        }
    }

    /** How much of a payload stands in its own page. */
    private long local(int type, long length) {
        long most = type == TABLE_LEAF ? usable - 35 : (usable - 12) * 64L / 255 - 23;
        if (length <= most) {
            return length;
        }
        long least = (usable - 12) * 32L / 255 - 23;
        long left = least + (length - least) % (usable - 4);
        return left <= most ? left : least;
    }

    private byte[] whole(int local, long length) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(file.array(), at, local);
        long next = file.getInt(at + local) & 0xffffffffL;
        for (int i = 0; i < LONGEST_CHAIN && next > 0 && next * pageSize <= file.capacity(); i++) {
            int start = (int) (next - 1) * pageSize;
            payload.write(file.array(), start + 4, (int) Math.min(usable - 4, Math.max(0, length - payload.size())));
            next = payload.size() < length ? file.getInt(start) & 0xffffffffL : 0;
        }
        return payload.toByteArray();
    }

    private long number(int end) {
        long number = 0;
        for (int i = 0; i < 9 && at < end; i++) {
            int digit = file.get(at++);
            number = i == 8 ? number << 8 | digit & 0xff : number << 7 | digit & 127;
            if (digit >= 0) {
                return number;
            }
        }
        return number;
    }
}
