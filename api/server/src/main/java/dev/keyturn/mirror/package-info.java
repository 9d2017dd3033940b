/** Rotators tell how their rotations stand, people read it here, and what people command goes back as an event. */
@NullMarked
package dev.keyturn.mirror;

import org.jspecify.annotations.NullMarked;
