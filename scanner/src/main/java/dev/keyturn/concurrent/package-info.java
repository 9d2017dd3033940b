/** A list of work becomes work on every core. */
@NullMarked
package dev.keyturn.concurrent;

import org.jspecify.annotations.NullMarked;
