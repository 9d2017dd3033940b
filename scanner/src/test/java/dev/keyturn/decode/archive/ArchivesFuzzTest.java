package dev.keyturn.decode.archive;

import dev.keyturn.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes at all behind the first bytes of each kind of archive: unpacked, or named as not. */
class ArchivesFuzzTest {
    private static final byte[][] STARTS = {
        {},
        {'P', 'K', 3, 4},
        {0x1f, (byte) 0x8b, 8, 0},
        {'B', 'Z', 'h', '9'},
        {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
        {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
        {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c}
    };

    @Test
    void whatIsNoArchiveEndsNothing() {
        Fuzz.with(List.of(new byte[60], new byte[600]), ArchivesFuzzTest::tryWhatIsNoArchiveEndsNothing);
    }

    private static void tryWhatIsNoArchiveEndsNothing(byte[] bytes) throws IOException {
        for (byte[] start : STARTS) {
            byte[] file = new byte[start.length + bytes.length];
            System.arraycopy(start, 0, file, 0, start.length);
            System.arraycopy(bytes, 0, file, start.length, bytes.length);
            new Archives(new Draining()).unpack(new ByteArrayInputStream(file));
        }
    }

    private static final class Draining implements Archives.Consumer {
        @Override
        public void content(String path, InputStream content) throws IOException {
            content.transferTo(java.io.OutputStream.nullOutputStream());
        }

        @Override
        public void omitted(String path, String reason) {}
    }
}
