package dev.keyturn.source;

import dev.keyturn.complaint.Complaint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of a repository before and after a change that is scanned: what judges the change comes from before it. */
public interface Changed {
    /** What the state before the change is called. */
    String base();

    /** The path in the repository of a file on the disk; nothing if it is elsewhere. */
    Optional<String> inside(Path file);

    /**
     * The text of a file before the change; nothing if there was none.
     *
     * @throws Complaint if it cannot be read
     */
    Optional<String> before(String path) throws Complaint;

    /**
     * The texts that a file has after the change, one for each end of it that has the file.
     *
     * @throws Complaint if one cannot be read
     */
    List<String> after(String path) throws Complaint;
}
