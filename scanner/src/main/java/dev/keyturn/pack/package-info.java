/**
 * The bytes of an object store become objects, each inflated once: entries of a pack from their bases down along their
 * deltas, loose objects by themselves, with what a delta added told apart from what it copied.
 */
@NullMarked
package dev.keyturn.pack;

import org.jspecify.annotations.NullMarked;
