package dev.keyturn.decode.archive;

import org.jspecify.annotations.Nullable;

/** A kind of archive, told by its first bytes. */
enum Format {
    ZIP(Zip::open, true),
    TAR(Tar::open, true),
    GZIP(Gzip::open, true),
    ZLIB(Gzip::openZlib, true),
    BZIP2(Compressed::bzip2, true),
    XZ(Compressed::xz, true),
    LZMA(Compressed::lzma, true),
    ZSTD(Compressed::zstd, true),
    LZ4(Compressed::lz4, true),
    SNAPPY(Compressed::snappy, true),
    LZW(Compressed::lzw, true),
    SEVEN_ZIP(Packages::sevenZip, true),
    AR(Packages::ar, true),
    CPIO(Packages::cpio, true),
    RPM(Packages::rpm, true),
    GIT_PACK(GitPack::open, true),
    CLASS(ClassFile::open, false),
    SQLITE(Sqlite::open, false),
    PDF(Pdf::open, false),
    RAR((stream, entries) -> entries.omitted("", "rar archives are not opened"), false);

    /** Bytes that tell every kind. */
    static final int HEAD = Tar.BLOCK;

    private static final int SHORTEST = 18;

    private final Container container;
    private final boolean complete;

    Format(Container container, boolean complete) {
        this.container = container;
        this.complete = complete;
    }

    Container container() {
        return container;
    }

    /** Whether nothing of the file is lost when only what it unpacks to is looked at. */
    boolean complete() {
        return complete;
    }

    /** The kind of what starts so, or null. */
    static @Nullable Format of(byte[] head, int length) {
        if (length < SHORTEST) {
            return null;
        }
        Format format = switch (head[0]) {
            case 'P' ->
                starts(head, 0x50, 0x4b, 3, 4) ? ZIP : starts(head, 0x50, 0x41, 0x43, 0x4b, 0, 0) ? GIT_PACK : null;
            case '#' -> isBundle(head) ? GIT_PACK : null;
            case 'S' -> starts(head, 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66) ? SQLITE : null;
            case '%' -> starts(head, 0x25, 0x50, 0x44, 0x46, 0x2d) ? PDF : null;
            case 'B' -> starts(head, 0x42, 0x5a, 0x68) && at(head, 4, 0x31, 0x41, 0x59) ? BZIP2 : null;
            case 'R' -> starts(head, 0x52, 0x61, 0x72, 0x21, 0x1a, 7) ? RAR : null;
            case 'x' -> isZlib(head, length) ? ZLIB : null;
            case '7' -> starts(head, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c) ? SEVEN_ZIP : null;
            case '!' -> starts(head, 0x21, 0x3c, 0x61, 0x72, 0x63, 0x68, 0x3e, 0x0a) ? AR : null;
            case '0' -> starts(head, 0x30, 0x37, 0x30, 0x37, 0x30) ? CPIO : null;
            default -> ofOthers(head);
        };
        return format == null && Tar.isHeader(head, length) ? TAR : format;
    }

    private static @Nullable Format ofOthers(byte[] head) {
        return switch (head[0] & 0xff) {
            case 0x1f -> starts(head, 0x1f, 0x8b, 8) ? GZIP : starts(head, 0x1f, 0x9d) ? LZW : null;
            case 0xfd -> starts(head, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0) ? XZ : null;
            case 0x5d -> starts(head, 0x5d, 0, 0) ? LZMA : null;
            case 0x28 -> starts(head, 0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : null;
            case 0x04 -> starts(head, 4, 0x22, 0x4d, 0x18) ? LZ4 : null;
            case 0xff -> starts(head, 0xff, 6, 0, 0, 0x73, 0x4e, 0x61, 0x50) ? SNAPPY : null;
            case 0xed -> starts(head, 0xed, 0xab, 0xee, 0xdb) ? RPM : null;
            case 0xca ->
                starts(head, 0xca, 0xfe, 0xba, 0xbe, 0, 0) || starts(head, 0xca, 0xfe, 0xba, 0xbe, 0, 3) ? CLASS : null;
            case 0xc7 -> starts(head, 0xc7, 0x71) ? CPIO : null;
            default -> null;
        };
    }

    /** {@code # v2 git bundle}, or version 3. */
    private static boolean isBundle(byte[] head) {
        return starts(head, 0x23, 0x20, 0x76) && at(head, 4, 0x20, 0x67, 0x69, 0x74, 0x20, 0x62, 0x75, 0x6e);
    }

    private static boolean isZlib(byte[] head, int length) {
        int second = head[1] & 0xff;
        return (second == 1 || second == 0x5e || second == 0x9c || second == 0xda)
                && inflates(head, Math.min(length, HEAD));
    }

    private static boolean inflates(byte[] head, int length) {
        java.util.zip.Inflater inflater = new java.util.zip.Inflater();
        try {
            inflater.setInput(head, 0, length);
            return inflater.inflate(new byte[SHORTEST * 4]) > 0;
        } catch (java.util.zip.DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private static boolean starts(byte[] head, int... magic) {
        return at(head, 0, magic);
    }

    private static boolean at(byte[] head, int offset, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if ((head[offset + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
