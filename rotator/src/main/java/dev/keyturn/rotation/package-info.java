/**
 * A key that is due, or leaked, becomes a row, and the row goes from state to state: each step asks api or store for
 * something that can be asked again, and then writes down that it is done.
 */
@NullMarked
package dev.keyturn.rotation;

import org.jspecify.annotations.NullMarked;
