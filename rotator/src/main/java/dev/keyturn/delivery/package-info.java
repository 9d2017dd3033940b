/** A minted key and the version it replaces become a new version in a store, which is read back and found to be ours. */
@NullMarked
package dev.keyturn.delivery;

import org.jspecify.annotations.NullMarked;
