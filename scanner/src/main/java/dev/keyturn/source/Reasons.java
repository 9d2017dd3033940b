package dev.keyturn.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Puts a failed read into words. */
final class Reasons {
    private Reasons() {}

    static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "not readable: permission denied";
        }
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "does not exist";
        }
        return failure instanceof FileSystemException of && of.getReason() != null
                ? "not readable: " + of.getReason().toLowerCase(Locale.ROOT)
                : "not readable";
    }
}
