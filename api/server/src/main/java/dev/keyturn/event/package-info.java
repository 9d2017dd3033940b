/** A change appends to the outbox in its own transaction; consumers read it in order, with a cursor of theirs. */
@NullMarked
package dev.keyturn.event;

import org.jspecify.annotations.NullMarked;
