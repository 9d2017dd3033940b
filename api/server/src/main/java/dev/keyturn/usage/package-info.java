/** Every verification is a use: counted in memory, written in batches, read back by key, by consumer and by hour. */
@NullMarked
package dev.keyturn.usage;

import org.jspecify.annotations.NullMarked;
