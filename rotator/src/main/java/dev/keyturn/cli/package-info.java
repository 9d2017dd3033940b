/** A command line becomes one look at, or one push to, the rotations, and an exit code. */
@NullMarked
package dev.keyturn.cli;

import org.jspecify.annotations.NullMarked;
