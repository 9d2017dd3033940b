/** Uses of keys that have rate limits are counted here, and the counts exchanged with the other replicas. */
@NullMarked
package dev.keyturn.limit;

import org.jspecify.annotations.NullMarked;
