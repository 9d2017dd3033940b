/** One file of the operator becomes the pepper of all look-ups and the keys that sign sessions and receipts. */
@NullMarked
package dev.keyturn.secret;

import org.jspecify.annotations.NullMarked;
