package dev.keyturn.pack;

/**
 * A part of an object store that could not be listed.
 *
 * @param name the file or directory
 * @param reason why, in words for a person
 */
public record Gap(String name, String reason) {}
