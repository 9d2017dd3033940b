package dev.keyturn.source;

import java.time.Instant;

/**
 * A commit, as far as a finding tells of it.
 *
 * @param id full hexadecimal id
 * @param author the author's name
 * @param email the author's address
 * @param date when it was authored, by the author's own clock: it can be forged
 */
public record Commit(String id, String author, String email, Instant date) {}
