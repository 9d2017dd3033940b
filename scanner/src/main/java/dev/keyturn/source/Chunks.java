package dev.keyturn.source;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a stream of any length through one buffer: chunks overlap, so that no secret is cut in two. */
public final class Chunks {
    private static final int CHUNK = 4 << 20;

    /** The longest secret that is found whole wherever the chunks meet. */
    private static final int OVERLAP = 16 << 10;

    private final Sink sink;
    private byte[] buffer = new byte[1 << 16];

    public Chunks(Sink sink) {
        this.sink = sink;
    }

    /** Hands over the content of the stream as pieces; returns what they came to. */
    public Look read(String name, @Nullable Place place, InputStream stream) throws IOException {
        Look look = Look.OPEN;
        long line = 1;
        int length = fill(stream, 0);
        boolean first = true;
        while (length > 0 && (first || length > OVERLAP)) {
            look = look.and(sink.piece(new Piece(name, place, buffer, length, line)));
            sink.tally().bytes.add(first ? length : length - OVERLAP);
            first = false;
            if (length < CHUNK) {
                return look;
            }
            int consumed = length - OVERLAP;
            line += Lines.count(buffer, 0, consumed);
            System.arraycopy(buffer, consumed, buffer, 0, OVERLAP);
            length = fill(stream, OVERLAP);
        }
        return look;
    }

    private int fill(InputStream stream, int from) throws IOException {
        int length = from;
        while (length < CHUNK) {
            if (length == buffer.length) {
                buffer = java.util.Arrays.copyOf(buffer, Math.min(CHUNK, buffer.length * 4));
            }
            int count = stream.read(buffer, length, buffer.length - length);
            if (count < 0) {
                break;
            }
            length += count;
        }
        return length;
    }
}
