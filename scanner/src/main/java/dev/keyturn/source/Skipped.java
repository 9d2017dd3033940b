package dev.keyturn.source;

/**
 * Something that could not be read, or was not.
 *
 * @param name a file, an object's id, or the history that is missing
 * @param reason why, in words for a person
 */
public record Skipped(String name, String reason) {}
