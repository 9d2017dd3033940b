package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files come from that a configuration extends: the disk, or the commit that the configuration is read from. */
@FunctionalInterface
public interface FileTexts {
    /**
     * The text of a file.
     *
     * @param path as the configuration has it; relative to the working directory
     * @throws Complaint if there is no such file, or it cannot be read
     */
    String of(String path) throws Complaint;

    /** Files on the disk. */
    static FileTexts onDisk() {
        return path -> {
            try {
                if (Files.exists(Path.of(path)) && !Files.isRegularFile(Path.of(path))) {
                    throw new IOException("a pipe or a device, which may never end");
                }
                return Files.readString(Path.of(path));
            } catch (IOException e) {
                throw new Complaint("the configuration " + path + " cannot be read", "check the path");
            }
        };
    }
}
