/**
 * A caller's request becomes a key, a successor or a change of one: a row, a secret that is shown once, an epoch, an
 * event and an entry of the trail, in one transaction.
 */
@NullMarked
package dev.keyturn.issuing;

import org.jspecify.annotations.NullMarked;
