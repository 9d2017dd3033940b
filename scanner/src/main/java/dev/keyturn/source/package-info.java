/** A repository, a change, a directory or a stream becomes pieces of bytes, and later the places where a piece stands. */
@NullMarked
package dev.keyturn.source;

import org.jspecify.annotations.NullMarked;
