package dev.keyturn.source;

import org.jspecify.annotations.Nullable;

/**
 * A run of bytes to look at: a whole file or object, or one chunk of a large one that overlaps with the one before.
 *
 * @param name what the bytes are called where their place is known already (a path), else the id of the git object
 * @param place where they stand (its line is that of the first byte), or null if the source resolves the name later
 * @param bytes valid from 0 to {@code length}; the receiver must not keep or change them
 * @param length count of valid bytes
 * @param line line of the first byte, counted from 1
 */
public record Piece(String name, @Nullable Place place, byte[] bytes, int length, long line) {}
