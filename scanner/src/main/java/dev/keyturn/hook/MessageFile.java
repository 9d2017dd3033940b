package dev.keyturn.hook;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The message of the next commit, as it lies in the file that git names to {@code commit-msg}. */
public final class MessageFile implements Source {
    /** What git puts above the change that it shows in an editor, and removes with everything below. */
    private static final String SCISSORS = " ------------------------ >8 ------------------------\n";

    private final Path file;

    private MessageFile(Path file) {
        this.file = file;
    }

    /**
     * The file of the hook's arguments.
     *
     * @throws Complaint if it is not named
     */
    public static MessageFile of(List<String> arguments) throws Complaint {
        if (arguments.size() != 1) {
            throw new Complaint(
                    "a commit-msg hook is given one file", "let git call this: 'keyturn hook install commit-msg'");
        }
        return new MessageFile(Path.of(arguments.get(0)));
    }

    @Override
    public void read(Sink sink) throws Complaint {
        byte[] message = message();
        sink.tally().bytes.add(message.length);
        Place place = new Place(null, Place.Kind.COMMIT, "commit message", 1, null);
        sink.piece(new Piece("commit message", place, message, message.length, 1));
    }

    private byte[] message() throws Complaint {
        try {
            String all = Files.readString(file, StandardCharsets.ISO_8859_1);
            int scissors = all.indexOf(SCISSORS);
            return (scissors < 0 ? all : all.substring(0, scissors)).getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Complaint("the message in " + file + " cannot be read", "check the path");
        }
    }
}
