package dev.keyturn.finding;

import static dev.keyturn.finding.TextPlaces.ascii;

import dev.keyturn.decode.archive.Packing;
import dev.keyturn.finding.HidingPlace.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Archives, compressed streams and documents. */
final class PackedPlaces {
    private PackedPlaces() {}

    static List<Content> archives() {
        return List.of(
                new Content("zip, jar, war, whl, nupkg", key -> Packing.zip("inside.txt", ascii(key))),
                new Content("zip behind a program", key -> join(ascii("MZ program"), Packing.zip("a", ascii(key)))),
                new Content("zip behind other bytes", key -> join(new byte[70_000], Packing.zip("a", ascii(key)))),
                new Content("a name in a zip file", key -> Packing.gzip(Packing.zip(key, new byte[0]))),
                new Content("a zip file behind an encrypted entry", key -> {
                    byte[] encrypted = Packing.zip("a", ascii("x"));
                    encrypted[6] |= 1;
                    return join(encrypted, Packing.zip("b", ascii(key)));
                }),
                new Content("gzip", key -> Packing.gzip(ascii(key))),
                new Content(
                        "gzip of several members",
                        key -> join(Packing.gzip(ascii(key.substring(0, 9))), Packing.gzip(ascii(key.substring(9))))),
                new Content("zlib, git's loose objects", key -> Packing.zlib(ascii("blob 45\0" + key))),
                new Content("tar", key -> Packing.tar("inside.txt", ascii(key))),
                new Content("tar.gz", key -> Packing.gzip(Packing.tar("inside.txt", ascii(key)))),
                new Content("a name in a tar.gz", key -> Packing.gzip(Packing.tar("a/" + key + "/b", ascii("x")))),
                new Content("tar.xz", key -> Packing.xz(Packing.tar("inside.txt", ascii(key)))),
                new Content("lzma", key -> Packing.lzma(ascii(key))),
                new Content("bzip2", key -> Packing.bzip2(ascii(key))),
                new Content("zstd", key -> Packing.zstd(ascii(key.repeat(3)))),
                new Content("lz4", key -> Packing.lz4(ascii(key))),
                new Content("snappy", key -> Packing.snappy(ascii(key))),
                new Content("7z", key -> Packing.sevenZip("inside.txt", ascii(key))),
                new Content("deb (ar)", key -> Packing.ar("data.tar.zst", Packing.zstd(Packing.tar("a", ascii(key))))),
                new Content("cpio", key -> Packing.cpio("a", ascii(key))),
                new Content("rpm", key -> Packing.rpm(Packing.xz(Packing.cpio("a", ascii(key))))),
                new Content(
                        "archives in one another",
                        key -> Packing.zip(
                                "a.zip", Packing.zip("b.tar.gz", Packing.gzip(Packing.tar("c", ascii(key)))))),
                new Content(
                        "encodings in archives",
                        key -> Packing.zip("x.properties", ("k=" + key).getBytes(StandardCharsets.UTF_16))));
    }

    static List<Content> documents() {
        return List.of(
                new Content(
                        "docx, xlsx, odt, epub",
                        key -> Packing.zip("word/document.xml", ascii("<w:t>" + key + "</w:t>"))),
                new Content(
                        "docx, in several runs",
                        key -> Packing.zip(
                                "word/document.xml",
                                ascii("<w:t>"
                                        + TextPlaces.at(
                                                key,
                                                "</w:t></w:r><w:r w:rsidR=\"00A77427\"><w:rPr><w:b/></w:rPr><w:t>",
                                                9,
                                                30)
                                        + "</w:t>"))),
                new Content(
                        "apk, ipa, aar",
                        key -> Packing.zip(
                                "AndroidManifest.xml", ("\u0003\b" + key).getBytes(StandardCharsets.UTF_16LE))),
                new Content(
                        "a property list",
                        key -> join(
                                ascii("bplist00"),
                                new byte[] {0x6f, 0x10, 45},
                                key.getBytes(StandardCharsets.UTF_16BE))),
                new Content("a compiled class", key -> compiled("\"" + key + "\"")),
                new Content(
                        "a compiled class, in pieces",
                        key -> compiled(
                                "\"" + key.substring(0, 20) + "\" + args.length + \"" + key.substring(20) + "\"")),
                new Content(
                        "a compiled class in a jar",
                        key -> Packing.zip(
                                "A.class",
                                compiled("args[0].concat(\"" + key.substring(0, 20) + "\").concat(\""
                                        + key.substring(20) + "\")"))),
                new Content(
                        "a compiled class, letter by letter",
                        key -> compiled("new String(new char[] {'" + String.join("', '", key.split("")) + "'})")),
                new Content(
                        "PDF, in base 85",
                        key -> pdf(ascii(EncodedPlaces.ascii85(ascii("BT (" + key + ") Tj ET ")) + "~>"), false)),
                new Content(
                        "PDF, deflated and in base 85",
                        key -> pdf(
                                ascii(EncodedPlaces.ascii85(Packing.zlib(ascii("BT (" + key + ") Tj ET"))) + "~>"),
                                false)),
                new Content("PDF, plain", key -> pdf(ascii("BT (" + key + ") Tj ET"), false)),
                new Content("PDF, deflated", key -> pdf(ascii("BT (" + key + ") Tj ET"), true)),
                new Content(
                        "PDF, spaced by hand",
                        key -> pdf(ascii("BT [(" + TextPlaces.at(key, ")-13(", 3, 12, 30) + ")] TJ ET"), true)),
                new Content(
                        "PDF, hexadecimal",
                        key -> pdf(ascii("BT <" + java.util.HexFormat.of().formatHex(ascii(key)) + "> Tj ET"), true)),
                new Content("SQLite", key -> sqlite(key, 100)),
                new Content("SQLite, from one page to another", key -> sqlite(key, 500)));
    }

    private static byte[] pdf(byte[] content, boolean deflate) throws java.io.IOException {
        return join(
                ascii("%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n"),
                deflate ? Packing.zlib(content) : content,
                ascii("\nendstream\nendobj\n%%EOF\n"));
    }

    /** A table with one row, so long that it goes on on a second page of 512 bytes, with the key at an offset. */
    private static byte[] sqlite(String key, int offset) {
        int length = 700;
        int local = 512 - 35 < length ? 39 + (length - 39) % 508 : length;
        java.nio.ByteBuffer file = java.nio.ByteBuffer.allocate(1024);
        file.put(ascii("SQLite format 3\0")).putShort((short) 512).put(new byte[] {1, 1, 0, 64, 32, 32});
        byte[] payload = new byte[length];
        java.util.Arrays.fill(payload, (byte) '.');
        int at = offset > local ? local - 20 : 2;
        System.arraycopy(ascii(key), 0, payload, at, key.length());
        int cell = 512 - local - 8;
        file.position(100)
                .put((byte) 13)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) cell)
                .put((byte) 0);
        file.putShort((short) cell);
        file.position(cell)
                .put((byte) (0x80 | length >> 7))
                .put((byte) (length & 127))
                .put((byte) 1);
        file.put(payload, 0, local).putInt(2);
        file.position(512).putInt(0).put(payload, local, length - local);
        return file.array();
    }

    /** A class with a method that returns an expression. */
    private static byte[] compiled(String expression) throws java.io.IOException {
        java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("class");
        java.nio.file.Path source = folder.resolve("A.java");
        java.nio.file.Files.writeString(source, "class A { String k(String... args) { return " + expression + "; } }");
        int result = javax.tools.ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), source.toString());
        if (result != 0) {
            throw new IllegalStateException("does not compile");
        }
        return java.nio.file.Files.readAllBytes(folder.resolve("A.class"));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
