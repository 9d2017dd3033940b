package dev.keyturn.source;

/**
 * A place of something that was seen.
 *
 * @param sighting what was seen
 * @param place where it stands
 */
public record Traced(Sighting sighting, Place place) {}
