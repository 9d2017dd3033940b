/** Pieces of bytes and rules become matches: the secret, its rule and where in the piece it starts. */
@NullMarked
package dev.keyturn.match;

import org.jspecify.annotations.NullMarked;
