/** The bytes of an archive, a compressed stream or a document become those of what is inside it. */
@NullMarked
package dev.keyturn.decode.archive;

import org.jspecify.annotations.NullMarked;
