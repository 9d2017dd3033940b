/** Bytes in an encoding or an archive become the bytes that they stand for. */
@NullMarked
package dev.keyturn.decode;

import org.jspecify.annotations.NullMarked;
