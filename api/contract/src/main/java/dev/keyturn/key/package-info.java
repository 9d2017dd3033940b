/** Random bytes or a string become an {@link dev.keyturn.key.ApiKey}; of a key only its fingerprint and hint go on. */
@NullMarked
package dev.keyturn.key;

import org.jspecify.annotations.NullMarked;
