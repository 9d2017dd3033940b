package dev.keyturn.finding;

import java.time.Duration;

/**
 * What was read.
 *
 * @param refs refs whose history was read
 * @param commits commits whose message was read
 * @param blobs distinct contents that were read: blobs, files
 * @param bytes their size, before decoding
 * @param known objects that were not read again, since the last scan had read them with the same rules
 * @param rules rules in force
 * @param allowed matches that a comment, an allow-list or a baseline accepted
 * @param time from start to end
 */
public record Statistics(
        long refs, long commits, long blobs, long bytes, long known, int rules, int allowed, Duration time) {}
