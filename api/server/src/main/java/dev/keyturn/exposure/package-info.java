/** A leak and the uses of its key become the answer to who used it while it was out. */
@NullMarked
package dev.keyturn.exposure;

import org.jspecify.annotations.NullMarked;
