/** A command line becomes one command of the library and an exit code. */
@NullMarked
package dev.keyturn.cli;

import org.jspecify.annotations.NullMarked;
