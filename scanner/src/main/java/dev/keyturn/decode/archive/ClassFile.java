package dev.keyturn.decode.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The strings of a compiled Java class behind one another: what was added to one another stands so in its pool. */
final class ClassFile {
    private static final int UTF8 = 1;
    private static final int STRING = 8;
    private static final byte BIPUSH = 0x10;
    private static final byte BASTORE = 0x54;
    private static final byte CASTORE = 0x55;

    private ClassFile() {}

    static void open(InputStream stream, Entries entries) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        byte[][] texts = new byte[count][];
        int[] strings = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[i] = in.readNBytes(in.readUnsignedShort());
                case STRING -> strings[i] = in.readUnsignedShort();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 7, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("no constant");
            }
        }
        entries.entry("strings", new ByteArrayInputStream(joined(texts, strings)));
        entries.entry("arrays", new ByteArrayInputStream(stored(in.readAllBytes())));
    }

    /** The constants of one byte that code stores in arrays of bytes or characters. */
    private static byte[] stored(byte[] code) {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        for (int i = 0; i + 2 < code.length; i++) {
            if (isStored(code, i) && !(code[i + 1] == BIPUSH && isStored(code, i + 1))) {
                stored.write(code[i + 1]);
                i += 2;
            }
        }
        return stored.toByteArray();
    }

    /** Whether a constant that is stored is pushed there; the array's index 16, pushed before it, looks like a push. */
    private static boolean isStored(byte[] code, int at) {
        return at + 2 < code.length && code[at] == BIPUSH && (code[at + 2] == BASTORE || code[at + 2] == CASTORE);
    }

    /** Places for what is no constant are left out of the recipes of concatenations. */
    private static byte[] joined(byte[][] texts, int[] strings) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int text : strings) {
            if (text > 0 && text < texts.length && texts[text] != null) {
                joined.writeBytes(new String(texts[text], StandardCharsets.ISO_8859_1)
                        .replaceAll("[\u0001\u0002]", "")
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return joined.toByteArray();
    }
}
