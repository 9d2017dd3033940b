/** When a key was last rotated, and what the environment asks for, become the time at which it is due. */
@NullMarked
package dev.keyturn.policy;

import org.jspecify.annotations.NullMarked;
