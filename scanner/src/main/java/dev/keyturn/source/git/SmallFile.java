package dev.keyturn.source.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the small files of a git directory, which somebody else may have filled with pipes, devices and giants. */
final class SmallFile {
    private SmallFile() {}

    /**
     * The text of a regular file, or an empty one if it is none or cannot be read; what lies beyond a size is left out.
     *
     * @param most bytes
     */
    static String text(Path file, int most) {
        return text(file, most, StandardCharsets.UTF_8);
    }

    static String text(Path file, int most, Charset charset) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(most), charset);
        } catch (IOException e) {
            return "";
        }
    }

    /** @throws IOException if something is there that is no regular file */
    static void refuseTrap(Path file) throws IOException {
        if (isTrap(file)) {
            throw new IOException(file.getFileName() + " is not a file");
        }
    }

    /** Whether something is there that is no regular file, so that reading it may never end. */
    static boolean isTrap(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }
}
