/**
 * A changed key takes the next epoch, every replica follows the epochs under a lease, and whoever ended a key waits
 * until none of them accepts it any more.
 */
@NullMarked
package dev.keyturn.revocation;

import org.jspecify.annotations.NullMarked;
