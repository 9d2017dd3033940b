/** A repository's own hooks, whoever manages them, get one more that scans what is about to leave; and let go of it again. */
@NullMarked
package dev.keyturn.hook;

import org.jspecify.annotations.NullMarked;
