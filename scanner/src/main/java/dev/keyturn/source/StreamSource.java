package dev.keyturn.source;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** A stream, read to its end. */
public final class StreamSource implements Source {
    private final String name;
    private final InputStream stream;

    /** @param name what findings call it, such as {@code stdin} */
    public StreamSource(String name, InputStream stream) {
        this.name = name;
        this.stream = stream;
    }

    @Override
    public void read(Sink sink) throws Complaint {
        Place place = new Place(null, Place.Kind.CONTENT, name, 1, null);
        try {
            PushbackInputStream content = new PushbackInputStream(stream);
            int first = content.read();
            if (first < 0) {
                throw new NothingToScan(
                        name + " is empty", "check the command that feeds the pipe, or give --allow-empty");
            }
            content.unread(first);
            sink.stream(name, place, content);
            sink.tally().blobs.increment();
        } catch (IOException e) {
            throw new Complaint(name + " cannot be read to its end", "check the command that feeds the pipe");
        }
    }
}
