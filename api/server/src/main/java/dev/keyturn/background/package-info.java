/** Work that no request waits for is done again and again on a thread of its own. */
@NullMarked
package dev.keyturn.background;

import org.jspecify.annotations.NullMarked;
