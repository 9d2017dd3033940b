package dev.keyturn.decode.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClassFileTest {
    private static final byte[] HEAD = {-54, -2, -70, -66, 0, 0, 0, 61, 0, 1};

    /** The letters stored with all indexes of one byte, and all letters stored with index 16. */
    @Test
    void lettersInAnArrayAreFoundWhateverTheirIndexes() throws Exception {
        String letters = "TUVW".repeat(32);
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.writeBytes(HEAD);
        for (int index = 0; index < letters.length(); index++) {
            code.writeBytes(new byte[] {0x10, (byte) index, 0x10, (byte) letters.charAt(index), 0x55});
        }
        for (char letter = ' '; letter < 0x7f; letter++) {
            code.writeBytes(new byte[] {0x10, 16, 0x10, (byte) letter, 0x54});
        }
        Arrays arrays = new Arrays();
        ClassFile.open(new ByteArrayInputStream(code.toByteArray()), arrays);
        assertThat(arrays.text).startsWith(letters).hasSize(letters.length() + 0x7f - ' ');
    }

    /** Keeps what stood in arrays. */
    private static final class Arrays implements Entries {
        private String text = "";

        @Override
        public void entry(String name, InputStream content) throws IOException {
            if (name.equals("arrays")) {
                text = new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }

        @Override
        public void text(String name, byte[] more) {}

        @Override
        public void omitted(String name, String reason) {}

        @Override
        public boolean plainSeen() {
            return true;
        }
    }
}
