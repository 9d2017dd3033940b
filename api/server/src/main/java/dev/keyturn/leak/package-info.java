/** A reported fingerprint is looked up; its key is revoked, its leak recorded and told in the outbox, all at once. */
@NullMarked
package dev.keyturn.leak;

import org.jspecify.annotations.NullMarked;
