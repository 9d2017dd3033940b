package dev.keyturn.decode;

import dev.keyturn.decode.archive.Archives;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** An archive, or a compressed stream, that stands in a text in encoded form. */
final class Packed {
    private static final int LARGEST = 16 << 20;

    private Packed() {}

    /** Hands over a decoded text, and what is packed inside it. */
    static void open(Text decoded, Consumer<Text> out) {
        out.accept(decoded);
        if (decoded.decodable() && Archives.isOne(decoded.bytes(), decoded.length())) {
            new Archives(new Archives.Consumer() {
                        @Override
                        public void content(String path, InputStream content) throws IOException {
                            byte[] bytes = content.readNBytes(LARGEST);
                            out.accept(decoded.decoded(Encoding.PIECES, 0, bytes, bytes.length));
                        }

                        @Override
                        public void omitted(String path, String reason) {
                            // What looks like an archive by chance is no gap in what was read.
                        }
                    })
                    .unpack(decoded.bytes(), decoded.length());
        }
    }
}
