/** A delivery becomes an environment file that takes the place of the one before in one step. */
@NullMarked
package dev.keyturn.delivery.file;

import org.jspecify.annotations.NullMarked;
