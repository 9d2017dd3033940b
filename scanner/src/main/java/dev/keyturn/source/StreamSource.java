package dev.keyturn.source;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.io.InputStream;

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
            sink.stream(name, place, stream);
            sink.tally().blobs.increment();
        } catch (IOException e) {
            throw new Complaint(name + " cannot be read to its end", "check the command that feeds the pipe");
        }
    }
}
