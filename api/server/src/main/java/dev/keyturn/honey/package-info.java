/** Decoys: whoever presents or reports one is answered as for a key that does not exist, and its owner is told. */
@NullMarked
package dev.keyturn.honey;

import org.jspecify.annotations.NullMarked;
